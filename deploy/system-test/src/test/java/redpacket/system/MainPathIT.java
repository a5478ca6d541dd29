package redpacket.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redpacket.local.api.PublicApi.Answer;

/** 100 users open a packet of 50 at the same time, 20 times over, kinds mixed. */
class MainPathIT {
    private static final int USERS = 100;
    private static final int SHARES = 50;
    private static final long TOTAL_FEN = 5_000;

    private final RunningStack stack = RunningStack.shared();
    private final Play play = new Play(stack.api());

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void everyShareIsOpenedOnceAndEveryFenArrives(int round) throws Exception {
        long sender = RunningStack.users(USERS + 1);
        String kind = List.of("LUCKY", "EQUAL", "PASSWORD", "LUCKY").get(round % 4);
        String body = kind.equals("PASSWORD") ? "{\"password\":\"fortune\"}" : "{}";
        play.topUp(sender, TOTAL_FEN + 100);
        String packetId = play.send(sender, request(kind, sender, round), "send-" + round);

        List<Answer> answers = Play.atOnce(USERS, i -> play.open(sender + 1 + i, packetId, body));

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        List<Answer> opened = answers.stream()
                .filter(answer -> answer.text("outcome").equals("OPENED"))
                .toList();
        assertThat(opened).hasSize(SHARES);
        assertThat(answers.stream().filter(answer -> answer.text("outcome").equals("EMPTY")))
                .hasSize(USERS - SHARES);
        assertThat(opened.stream()
                        .mapToLong(answer -> answer.number("amountFen"))
                        .sum())
                .isEqualTo(TOTAL_FEN);
        assertThat(opened.stream().map(answer -> answer.number("sequence")).collect(Collectors.toSet()))
                .isEqualTo(LongStream.rangeClosed(1, SHARES).boxed().collect(Collectors.toSet()));

        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            for (int i = 0; i < USERS; i++) {
                long won = Math.max(0, answers.get(i).number("amountFen"));
                assertThat(play.get(sender + 1 + i, "/v1/wallet").number("balanceFen"))
                        .isEqualTo(won);
            }
        });
        List<Answer> again = Play.atOnce(USERS, i -> play.open(sender + 1 + i, packetId, body));
        for (int i = 0; i < USERS; i++) {
            assertThat(again.get(i).text("outcome")).isEqualTo(answers.get(i).text("outcome"));
            assertThat(again.get(i).number("amountFen"))
                    .isEqualTo(answers.get(i).number("amountFen"));
            assertThat(again.get(i).json().path("replayed").asBoolean(false))
                    .isEqualTo(answers.get(i).text("outcome").equals("OPENED"));
        }
        assertThat(play.get(sender, "/v1/wallet").number("balanceFen")).isEqualTo(100);
        if (round == 20) {
            new Invariants(stack).hold();
        }
    }

    private static String request(String kind, long sender, int round) {
        String audience = round % 2 == 0
                ? "{\"kind\":\"LINK\"}"
                : "{\"kind\":\"USERS\",\"userIds\":["
                        + LongStream.range(sender + 1, sender + 1 + USERS)
                                .mapToObj(user -> "\"" + user + "\"")
                                .collect(Collectors.joining(","))
                        + "]}";
        String password = kind.equals("PASSWORD") ? ",\"password\":\"fortune\"" : "";
        return "{\"kind\":\"" + kind + "\",\"totalFen\":" + TOTAL_FEN + ",\"count\":" + SHARES + ",\"audience\":"
                + audience + password + "}";
    }
}
