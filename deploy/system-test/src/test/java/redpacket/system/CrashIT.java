package redpacket.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import redpacket.local.api.PublicApi.Answer;

/**
 * 5,000 opens while each service is killed in turn (-9), by clients that repeat what was not answered: nobody is paid
 * twice, nothing that was answered is lost, all that was won is in the wallets.
 */
class CrashIT {
    private static final int PACKETS = 100;
    private static final int SHARES = 50;
    private static final long TOTAL_FEN = 5_000;
    private static final List<String> VICTIMS = List.of("grab-1", "account", "grab-2", "packet", "notify");

    private final RunningStack stack = RunningStack.shared();
    private final Play play = new Play(stack.api());

    @Test
    void anyServiceMayDieInTheMiddleOfFiveThousandOpens() throws Exception {
        long sender = RunningStack.users(1);
        play.topUp(sender, PACKETS * TOTAL_FEN);
        List<String> packets = Play.atOnce(PACKETS, i -> play.send(sender, lucky(), "crash-" + sender + "-" + i));
        int users = PACKETS * SHARES / 10;
        long firstUser = RunningStack.users(users);
        AtomicInteger answered = new AtomicInteger();
        Map<String, Long> answers = new ConcurrentHashMap<>();

        CompletableFuture<Void> load = CompletableFuture.runAsync(() -> Play.atOnce(PACKETS * SHARES, i -> {
            String packet = packets.get(i % PACKETS);
            long user = firstUser + (i / PACKETS + (long) (i % PACKETS) * SHARES / 10) % users;
            Answer answer = play.open(user, packet, "{}");
            assertThat(answer.status()).as("%s", answer).isEqualTo(200);
            assertThat(answer.text("outcome")).isEqualTo("OPENED");
            Long before = answers.put(packet + " " + user, answer.number("amountFen"));
            assertThat(before).isNull();
            return answered.incrementAndGet();
        }));
        for (int victim = 0; victim < VICTIMS.size(); victim++) {
            int from = PACKETS * SHARES * (victim + 1) / (VICTIMS.size() + 2);
            await().atMost(Duration.ofMinutes(4)).until(() -> answered.get() >= from || load.isDone());
            stack.crash(VICTIMS.get(victim));
        }
        load.join();

        assertThat(answered).hasValue(PACKETS * SHARES);
        await().atMost(Duration.ofMinutes(2)).until(() -> stack.isReady(VICTIMS.toArray(String[]::new)));
        Map<Long, Long> wonFen = compareWithLogs(answers, firstUser, users);
        new Invariants(stack).hold();
        for (Map.Entry<Long, Long> won : wonFen.entrySet()) {
            assertThat(play.get(won.getKey(), "/v1/wallet").number("balanceFen"))
                    .as("wallet of %s", won.getKey())
                    .isEqualTo(won.getValue());
        }
    }

    /** Every answer is in a log with the same amount, and every row was answered; what each user won. */
    private Map<Long, Long> compareWithLogs(Map<String, Long> answers, long firstUser, int users) throws Exception {
        Map<Long, Long> stored = new HashMap<>();
        int rows = 0;
        for (String set : List.of("set-1", "set-2")) {
            try (Connection connection = stack.admin(stack.primaryOf(set));
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT user_id, SUM(amount_fen), COUNT(*)"
                            + " FROM packets.packet_log WHERE user_id >= " + firstUser + " AND user_id < "
                            + (firstUser + users) + " GROUP BY user_id")) {
                while (row.next()) {
                    stored.merge(row.getLong(1), row.getLong(2), Math::addExact);
                    rows += row.getInt(3);
                }
            }
        }
        Map<Long, Long> told = new HashMap<>();
        answers.forEach(
                (key, fen) -> told.merge(Long.parseLong(key.substring(key.indexOf(' ') + 1)), fen, Math::addExact));
        assertThat(rows).isEqualTo(answers.size());
        assertThat(stored).isEqualTo(told);
        return stored;
    }

    private static String lucky() {
        return "{\"kind\":\"LUCKY\",\"totalFen\":" + TOTAL_FEN + ",\"count\":" + SHARES
                + ",\"audience\":{\"kind\":\"LINK\"}}";
    }
}
