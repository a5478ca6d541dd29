package redpacket.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import redpacket.local.api.PublicApi.Answer;

/** Another instance takes the packets of an owner that is frozen, and the owner does no harm when it runs again. */
class HandOverIT {
    private static final int PACKETS = 12;
    private static final int SHARES = 60;
    private static final Duration SOON = Duration.ofMinutes(2);

    private final RunningStack stack = RunningStack.shared();
    private final Play play = new Play(stack.api());

    @Test
    void anOwnerThatStallsIsPassedOverAndComesBackHarmless() throws Exception {
        long sender = RunningStack.users(5_000);
        play.topUp(sender, PACKETS * 6_000);
        List<String> packets = Play.atOnce(PACKETS, i -> play.send(sender, lucky(), "hand-over-" + i));
        // Both instances own some of them, and remember what was opened.
        openAll(packets, sender + 1);

        stack.signal("grab-1", "STOP");
        try {
            AtomicBoolean going = new AtomicBoolean(true);
            List<Thread> crowd = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                long firstUser = sender + 1_000 + i * 200L;
                crowd.add(Thread.ofVirtual().start(() -> {
                    for (int user = 0; going.get() && user < SHARES / 16; user++) {
                        openAll(packets, firstUser + user);
                    }
                }));
            }
            for (String packet : packets) {
                Answer answer = play.open(sender + 2, packet, "{}");
                assertThat(answer.text("outcome"))
                        .as("while its owner is frozen a packet has another one: %s", answer)
                        .isEqualTo("OPENED");
            }
            going.set(false);
            for (Thread thread : crowd) {
                thread.join();
            }
        } finally {
            stack.signal("grab-1", "CONT");
        }
        // It may still believe that it owns them; the log refuses what it remembers wrongly.
        openAll(packets, sender + 3);
        await().atMost(SOON).until(() -> stack.isReady("grab-1", "grab-2"));
        openAll(packets, sender + 4);
        for (String packet : packets) {
            assertThat(play.open(sender + 2, packet, "{}")
                            .json()
                            .path("replayed")
                            .asBoolean())
                    .isTrue();
        }
        new Invariants(stack).hold();
    }

    private void openAll(List<String> packets, long user) {
        for (String packet : packets) {
            assertThat(play.open(user, packet, "{}").text("outcome")).isEqualTo("OPENED");
        }
    }

    private static String lucky() {
        return "{\"kind\":\"LUCKY\",\"totalFen\":6000,\"count\":" + SHARES + ",\"audience\":{\"kind\":\"LINK\"}}";
    }
}
