package redpacket.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redpacket.local.api.PublicApi.Answer;
import redpacket.local.server.DatabaseEngine;
import redpacket.local.server.ServerFiles;

/** The whole path on MySQL, in a run of its own (see the pom), wherever MySQL is to be had. */
class MySqlPathIT {
    private static final int USERS = 30;
    private static final int SHARES = 20;
    private static final long TOTAL_FEN = 2_000;

    @BeforeAll
    static void mySqlIsToBeHad() {
        try {
            DatabaseEngine.named("mysql", ServerFiles.find());
        } catch (IllegalStateException e) {
            Assumptions.abort("not tried: " + e.getMessage());
        }
    }

    @Test
    void everyFenArrivesAlsoWhenAPrimaryDies() throws Exception {
        RunningStack stack = RunningStack.shared();
        Play play = new Play(stack.api());
        openOne(play, "before");

        String primary = stack.primaryOf("set-1");
        stack.crash(primary);
        for (int i = 1; i <= 4; i++) {
            openOne(play, "after-" + i);
        }

        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(() -> stack.isReady("set-1-db-1", "set-1-db-2", "set-1-db-3"));
        new Invariants(stack).hold();
    }

    private static void openOne(Play play, String key) {
        long sender = RunningStack.users(USERS + 1);
        play.topUp(sender, TOTAL_FEN);
        String packetId = play.send(
                sender,
                "{\"kind\":\"LUCKY\",\"totalFen\":" + TOTAL_FEN + ",\"count\":" + SHARES
                        + ",\"audience\":{\"kind\":\"LINK\"}}",
                key);

        List<Answer> answers = Play.atOnce(USERS, i -> play.open(sender + 1 + i, packetId, "{}"));

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        List<Answer> opened = answers.stream()
                .filter(answer -> answer.text("outcome").equals("OPENED"))
                .toList();
        assertThat(opened).hasSize(SHARES);
        assertThat(opened.stream()
                        .mapToLong(answer -> answer.number("amountFen"))
                        .sum())
                .isEqualTo(TOTAL_FEN);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            for (int i = 0; i < USERS; i++) {
                assertThat(play.get(sender + 1 + i, "/v1/wallet").number("balanceFen"))
                        .isEqualTo(Math.max(0, answers.get(i).number("amountFen")));
            }
        });
    }
}
