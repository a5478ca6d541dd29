package redpacket.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redpacket.local.api.PublicApi.Answer;

/** What docs/degradation.md promises: each dependency dead in turn, and what moves money is right all the same. */
class DeadDependencyIT {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int SHARES = 3;

    private final RunningStack stack = RunningStack.shared();
    private final Play play = new Play(stack.api());
    private List<String> dead = List.of();

    @AfterEach
    void allIsUpAgain() {
        dead.forEach(stack::start);
        await().atMost(SOON).until(() -> stack.isReady(dead.toArray(String[]::new)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "notify",
                "kafka",
                "set-1-redis set-2-redis",
                "set-1-db-replica set-2-db-replica accounts-db-replica",
                "grab-2",
                "gateway-2"
            })
    void sendGrabAndOpenAreRightWithout(String names) throws Exception {
        kill(names);
        long sender = RunningStack.users(SHARES + 2);
        play.topUp(sender, 600);
        // Two kinds, so that it is likely that both sets are met.
        String lucky = play.send(sender, packet("LUCKY"), "lucky");
        String equal = play.send(sender, packet("EQUAL"), "equal");
        assertThat(play.get(sender, "/v1/wallet").number("balanceFen")).isZero();
        for (String packet : List.of(lucky, equal)) {
            assertAllIsOpened(packet, sender);
        }
        allIsUpAgain();
        new Invariants(stack).drained();
    }

    @ParameterizedTest
    @ValueSource(strings = {"account", "packet"})
    void grabAndOpenAreRightWithoutWhatSendsNeed(String names) throws Exception {
        long sender = RunningStack.users(SHARES + 2);
        play.topUp(sender, 300);
        String lucky = play.send(sender, packet("LUCKY"), "lucky");
        kill(names);
        assertAllIsOpened(lucky, sender);
        assertThat(stack.api()
                        .post(sender, "/v1/packets", packet("LUCKY"), "while-dead")
                        .status())
                .isEqualTo(503);
        allIsUpAgain();
        new Invariants(stack).drained();
    }

    private void kill(String names) {
        dead = List.of(names.split(" ")).stream().map(this::member).toList();
        dead.forEach(stack::kill);
    }

    /** Of a group one that is not the primary now. */
    private String member(String name) {
        if (!name.endsWith("-db-replica")) {
            return name;
        }
        String group = name.substring(0, name.length() - "-db-replica".length());
        return group + (stack.primaryOf(group).endsWith("1") ? "-db-2" : "-db-1");
    }

    private void assertAllIsOpened(String packet, long sender) {
        long sum = 0;
        for (long user = sender + 1; user <= sender + SHARES; user++) {
            assertThat(play.post(user, "/v1/packets/" + packet + "/grab", "{}", null)
                            .text("outcome"))
                    .isEqualTo("GRABBED");
            Answer opened = play.open(user, packet, "{}");
            assertThat(opened.text("outcome")).isEqualTo("OPENED");
            sum += opened.number("amountFen");
            assertThat(play.open(user, packet, "{}").number("amountFen")).isEqualTo(opened.number("amountFen"));
        }
        assertThat(sum).isEqualTo(300);
        assertThat(play.open(sender + SHARES + 1, packet, "{}").text("outcome")).isEqualTo("EMPTY");
    }

    private static String packet(String kind) {
        return "{\"kind\":\"" + kind + "\",\"totalFen\":300,\"count\":" + SHARES + ",\"audience\":{\"kind\":\"LINK\"}}";
    }
}
