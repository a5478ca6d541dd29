package redpacket.grab.open;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import redpacket.common.id.PacketId;
import redpacket.grab.lane.LaneUnavailableException;
import redpacket.grab.model.AudienceKind;
import redpacket.grab.model.LogEntry;
import redpacket.grab.model.OpenOutcome;
import redpacket.grab.model.TestPackets;
import redpacket.grab.open.OpenScene.Kind;
import redpacket.grab.open.OpenScene.Place;
import redpacket.grab.open.OpenScene.State;
import redpacket.grab.open.OpenScene.User;

/**
 * Every outcome of a grab and an open, in order of precedence, for each kind of packet and each place in which an
 * instance finds the packet first.
 */
class OpenPacketTest {
    /** "Opened" is a new share, "Replayed" one from before. A grab's "Replayed" is ALREADY_OPENED. */
    private static final String TABLE = """
            # kind    audience state   user     gives       | open          grab

            # 404: there is no such packet, or the user must not know of it.
            LUCKY     LINK     ABSENT  OUTSIDER nothing     | Unknown       Unknown
            LUCKY     LINK     ABSENT  OUTSIDER password    | Unknown       Unknown
            CASH      USERS    ABSENT  WINNER   prize       | Unknown       Unknown
            LUCKY     USERS    ACTIVE  OUTSIDER nothing     | Unknown       Unknown
            LUCKY     USERS    EMPTY   OUTSIDER nothing     | Unknown       Unknown
            LUCKY     USERS    EXPIRED OUTSIDER nothing     | Unknown       Unknown
            LUCKY     USERS    OVERDUE OUTSIDER nothing     | Unknown       Unknown
            LUCKY     GROUP    ACTIVE  OUTSIDER nothing     | Unknown       Unknown
            LUCKY     GROUP    EMPTY   OUTSIDER nothing     | Unknown       Unknown
            EQUAL     USERS    ACTIVE  OUTSIDER nothing     | Unknown       Unknown
            EQUAL     USERS    EMPTY   OUTSIDER nothing     | Unknown       Unknown
            EXCLUSIVE USERS    ACTIVE  OUTSIDER nothing     | Unknown       Unknown
            EXCLUSIVE USERS    EMPTY   OUTSIDER nothing     | Unknown       Unknown
            PASSWORD  USERS    ACTIVE  OUTSIDER password    | Unknown       Unknown
            PASSWORD  USERS    ACTIVE  OUTSIDER wrong       | Unknown       Unknown
            PASSWORD  USERS    EMPTY   OUTSIDER nothing     | Unknown       Unknown
            CASH      USERS    ACTIVE  OUTSIDER nothing     | Unknown       Unknown
            CASH      USERS    ACTIVE  OUTSIDER prize       | Unknown       Unknown
            CASH      USERS    EMPTY   OUTSIDER prize       | Unknown       Unknown
            CASH      USERS    EXPIRED OUTSIDER nothing     | Unknown       Unknown
            SEED      USERS    ACTIVE  OUTSIDER nothing     | Unknown       Unknown
            SEED      USERS    EMPTY   OUTSIDER nothing     | Unknown       Unknown

            # 404: the prize is not the user's, or not of this packet.
            CASH      USERS    ACTIVE  MEMBER   prize       | Unknown       Grabbed
            CASH      USERS    ACTIVE  WINNER   other-prize | Unknown       Replayed
            CASH      USERS    EMPTY   MEMBER   prize       | Unknown       Empty
            SEED      USERS    ACTIVE  MEMBER   prize       | Unknown       Grabbed
            LUCKY     LINK     ACTIVE  MEMBER   prize       | Unknown       Grabbed
            LUCKY     LINK     ACTIVE  WINNER   prize       | Unknown       Replayed
            LUCKY     LINK     EMPTY   MEMBER   prize       | Unknown       Empty
            EQUAL     LINK     ACTIVE  MEMBER   prize       | Unknown       Grabbed

            # 403: the sender of an EXCLUSIVE packet knows of it.
            EXCLUSIVE USERS    ACTIVE  SENDER   nothing     | NotInAudience NotInAudience
            EXCLUSIVE USERS    EMPTY   SENDER   nothing     | NotInAudience NotInAudience
            EXCLUSIVE USERS    EXPIRED SENDER   nothing     | NotInAudience NotInAudience
            EXCLUSIVE USERS    OVERDUE SENDER   nothing     | NotInAudience NotInAudience

            # 403: the password. A grab takes none.
            PASSWORD  LINK     ACTIVE  MEMBER   nothing     | WrongPassword Grabbed
            PASSWORD  LINK     ACTIVE  MEMBER   wrong       | WrongPassword Grabbed
            PASSWORD  LINK     ACTIVE  SENDER   wrong       | WrongPassword Grabbed
            PASSWORD  LINK     ACTIVE  WINNER   wrong       | WrongPassword Replayed
            PASSWORD  LINK     EMPTY   MEMBER   nothing     | WrongPassword Empty
            PASSWORD  LINK     EMPTY   MEMBER   wrong       | WrongPassword Empty
            PASSWORD  LINK     EMPTY   WINNER   wrong       | WrongPassword Replayed
            PASSWORD  LINK     EXPIRED MEMBER   wrong       | WrongPassword Expired
            PASSWORD  LINK     OVERDUE MEMBER   nothing     | WrongPassword Expired
            PASSWORD  USERS    ACTIVE  MEMBER   nothing     | WrongPassword Grabbed

            # The user has a share, whatever became of the packet.
            LUCKY     LINK     ACTIVE  WINNER   nothing     | Replayed      Replayed
            LUCKY     LINK     ACTIVE  WINNER   password    | Replayed      Replayed
            LUCKY     LINK     EMPTY   WINNER   nothing     | Replayed      Replayed
            LUCKY     LINK     EXPIRED WINNER   nothing     | Replayed      Replayed
            LUCKY     LINK     OVERDUE WINNER   nothing     | Replayed      Replayed
            LUCKY     USERS    ACTIVE  WINNER   nothing     | Replayed      Replayed
            EQUAL     LINK     EMPTY   WINNER   nothing     | Replayed      Replayed
            EQUAL     GROUP    EXPIRED WINNER   nothing     | Replayed      Replayed
            EXCLUSIVE USERS    EMPTY   WINNER   nothing     | Replayed      Replayed
            PASSWORD  LINK     ACTIVE  WINNER   password    | Replayed      Replayed
            PASSWORD  LINK     EMPTY   WINNER   password    | Replayed      Replayed
            CASH      USERS    ACTIVE  WINNER   prize       | Replayed      Replayed
            CASH      USERS    EMPTY   WINNER   prize       | Replayed      Replayed
            CASH      USERS    EXPIRED WINNER   nothing     | Replayed      Replayed
            SEED      USERS    ACTIVE  WINNER   prize       | Replayed      Replayed
            SEED      USERS    EXPIRED WINNER   prize       | Replayed      Replayed

            # Every share was opened.
            LUCKY     LINK     EMPTY   MEMBER   nothing     | Empty         Empty
            LUCKY     LINK     EMPTY   SENDER   nothing     | Empty         Empty
            LUCKY     USERS    EMPTY   MEMBER   nothing     | Empty         Empty
            EQUAL     LINK     EMPTY   OUTSIDER nothing     | Empty         Empty
            EXCLUSIVE USERS    EMPTY   MEMBER   nothing     | Empty         Empty
            PASSWORD  LINK     EMPTY   MEMBER   password    | Empty         Empty
            CASH      USERS    EMPTY   MEMBER   other-prize | Empty         Empty
            SEED      USERS    EMPTY   MEMBER   nothing     | Empty         Empty

            # The closing entry took the rest, or takes it now.
            LUCKY     LINK     EXPIRED MEMBER   nothing     | Expired       Expired
            LUCKY     LINK     OVERDUE MEMBER   nothing     | Expired       Expired
            LUCKY     GROUP    EXPIRED MEMBER   nothing     | Expired       Expired
            EQUAL     LINK     EXPIRED OUTSIDER nothing     | Expired       Expired
            EQUAL     LINK     OVERDUE OUTSIDER nothing     | Expired       Expired
            EXCLUSIVE USERS    EXPIRED MEMBER   nothing     | Expired       Expired
            EXCLUSIVE USERS    OVERDUE MEMBER   nothing     | Expired       Expired
            PASSWORD  LINK     EXPIRED MEMBER   password    | Expired       Expired
            PASSWORD  LINK     OVERDUE MEMBER   password    | Expired       Expired
            CASH      USERS    EXPIRED MEMBER   other-prize | Expired       Expired
            CASH      USERS    OVERDUE MEMBER   other-prize | Expired       Expired
            SEED      USERS    OVERDUE MEMBER   nothing     | Expired       Expired

            # A share is left.
            LUCKY     LINK     ACTIVE  MEMBER   nothing     | Opened        Grabbed
            LUCKY     LINK     ACTIVE  OUTSIDER nothing     | Opened        Grabbed
            LUCKY     LINK     ACTIVE  SENDER   nothing     | Opened        Grabbed
            LUCKY     LINK     ACTIVE  MEMBER   password    | Opened        Grabbed
            LUCKY     USERS    ACTIVE  MEMBER   nothing     | Opened        Grabbed
            LUCKY     GROUP    ACTIVE  MEMBER   nothing     | Opened        Grabbed
            LUCKY     USERS    ACTIVE  SENDER   nothing     | Opened        Grabbed
            EQUAL     LINK     ACTIVE  MEMBER   nothing     | Opened        Grabbed
            EQUAL     USERS    ACTIVE  SENDER   nothing     | Opened        Grabbed
            EXCLUSIVE USERS    ACTIVE  MEMBER   nothing     | Opened        Grabbed
            PASSWORD  LINK     ACTIVE  MEMBER   password    | Opened        Grabbed
            PASSWORD  USERS    ACTIVE  MEMBER   password    | Opened        Grabbed
            CASH      USERS    ACTIVE  MEMBER   other-prize | Opened        Grabbed
            CASH      USERS    ACTIVE  MEMBER   nothing     | Opened        Grabbed
            SEED      USERS    ACTIVE  MEMBER   nothing     | Opened        Grabbed
            """;

    static Stream<Arguments> rows() {
        return TABLE.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> List.of(line.replace("|", "").trim().split(" +")))
                .flatMap(row -> Arrays.stream(Place.values()).map(place -> Arguments.of(row, place)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("rows")
    void endsAsTheTableSays(List<String> row, Place place) {
        User user = User.valueOf(row.get(3));
        try (OpenScene scene = scene(row, place)) {
            assertThat(nameOf(scene.open(user, passwordOf(row.get(4)), prizeOf(row.get(4)))))
                    .isEqualTo(row.get(5));
            checkLog(row, user, scene.sets.log(OpenScene.PACKET));
        }
        try (OpenScene scene = scene(row, place)) {
            assertThat(nameOf(scene.grab(user))).isEqualTo(row.get(6));
        }
    }

    private static OpenScene scene(List<String> row, Place place) {
        return new OpenScene(
                Kind.valueOf(row.get(0)), AudienceKind.valueOf(row.get(1)), State.valueOf(row.get(2)), place);
    }

    private static @Nullable String passwordOf(String given) {
        return switch (given) {
            case "password" -> TestPackets.PASSWORD;
            case "wrong" -> "misfortune";
            default -> null;
        };
    }

    private static @Nullable PacketId prizeOf(String given) {
        return switch (given) {
            case "prize" -> OpenScene.PRIZE;
            case "other-prize" -> OpenScene.OTHER_PRIZE;
            default -> null;
        };
    }

    private static String nameOf(CompletableFuture<OpenOutcome> call) {
        OpenOutcome outcome = call.join();
        return outcome instanceof OpenOutcome.Opened opened && opened.replayed()
                ? "Replayed"
                : outcome.getClass().getSimpleName();
    }

    /** The log has what the user was answered, and nothing more. */
    private static void checkLog(List<String> row, User user, List<LogEntry> log) {
        String outcome = row.get(5);
        assertThat(log.stream().anyMatch(LogEntry::isClosing))
                .isEqualTo(outcome.equals("Expired") || row.get(2).equals("EXPIRED"));
        boolean has = outcome.equals("Opened") || outcome.equals("Replayed");
        if (has || user != User.WINNER) {
            assertThat(log).filteredOn(entry -> entry.userId() == user.number()).hasSize(has ? 1 : 0);
        }
    }

    @Test
    void completesAtOnceWhereMemoryDecides() {
        try (OpenScene scene = new OpenScene(Kind.LUCKY, AudienceKind.LINK, State.ACTIVE, Place.MEMORY)) {
            assertThat(scene.open(User.WINNER, null, null)).isDone();
            assertThat(scene.grab(User.WINNER)).isDone();
            assertThat(scene.grab(User.MEMBER)).isDone();
        }
        try (OpenScene scene = new OpenScene(Kind.PASSWORD, AudienceKind.USERS, State.EMPTY, Place.MEMORY)) {
            assertThat(scene.open(User.OUTSIDER, null, null)).isDone();
            assertThat(scene.open(User.MEMBER, null, null)).isDone();
        }
    }

    @Test
    void aCallThatMustWaitForPassesDoesNotBlockItsThread() {
        try (OpenScene scene = new OpenScene(Kind.CASH, AudienceKind.USERS, State.ACTIVE, Place.MEMORY)) {
            scene.passes.answers = new CompletableFuture<>();
            CompletableFuture<OpenOutcome> open = scene.open(User.MEMBER, null, null);
            CompletableFuture<OpenOutcome> grab = scene.grab(User.MEMBER);
            assertThat(open).isNotDone();
            assertThat(grab).isNotDone();
            scene.passes.answers.complete(true);
            assertThat(nameOf(open.orTimeout(20, TimeUnit.SECONDS))).isEqualTo("Opened");
            assertThat(grab).isDone();
        }
    }

    @Test
    void passwordsAreCheckedOnBoundedThreadsOfTheSet() {
        try (OpenScene scene = new OpenScene(Kind.PASSWORD, AudienceKind.LINK, State.ACTIVE, Place.MEMORY)) {
            scene.tries.answers = new CompletableFuture<>();
            // Two work and two wait in the queue.
            List<CompletableFuture<OpenOutcome>> opens = IntStream.range(0, 4)
                    .mapToObj(i -> scene.open(User.MEMBER, TestPackets.PASSWORD, null))
                    .toList();
            assertThat(opens).noneMatch(CompletableFuture::isDone);
            assertThatThrownBy(() -> scene.open(User.OUTSIDER, TestPackets.PASSWORD, null)
                            .join())
                    .hasRootCauseInstanceOf(LaneUnavailableException.class);
            scene.tries.answers.complete(true);
            assertThat(nameOf(opens.getFirst())).isIn("Opened", "Replayed");
        }
    }

    @Test
    void afterFiveWrongPasswordsTheRightOneIsRefused() {
        try (OpenScene scene = new OpenScene(Kind.PASSWORD, AudienceKind.LINK, State.ACTIVE, Place.DATABASE)) {
            for (int i = 0; i < 5; i++) {
                assertThat(nameOf(scene.open(User.MEMBER, "wrong " + i, null))).isEqualTo("WrongPassword");
            }
            assertThat(nameOf(scene.open(User.MEMBER, TestPackets.PASSWORD, null)))
                    .isEqualTo("WrongPassword");
            assertThat(nameOf(scene.open(User.OUTSIDER, TestPackets.PASSWORD, null)))
                    .isEqualTo("Opened");
            assertThat(nameOf(scene.open(User.OUTSIDER, TestPackets.PASSWORD, null)))
                    .isEqualTo("Replayed");
        }
    }

    @Test
    void grabsGoOnFromMemoryWhileTheSetCannotCommitAndOpensAreUnavailable() {
        try (OpenScene scene = new OpenScene(Kind.LUCKY, AudienceKind.LINK, State.ACTIVE, Place.MEMORY)) {
            scene.sets.loseThePrimary(OpenScene.PACKET);
            assertThat(nameOf(scene.grab(User.MEMBER))).isEqualTo("Grabbed");
            assertThat(nameOf(scene.grab(User.WINNER))).isEqualTo("Replayed");
            assertThatThrownBy(() -> scene.open(User.MEMBER, null, null).join())
                    .hasRootCauseInstanceOf(LaneUnavailableException.class);
        }
    }

    @Test
    void aSetThatIsNotOpenYetIsUnavailable() {
        try (OpenScene scene = new OpenScene(Kind.LUCKY, AudienceKind.LINK, State.ACTIVE, Place.MEMORY)) {
            scene.sets.closeTheSet();
            assertThatThrownBy(() -> scene.open(User.MEMBER, null, null)).isInstanceOf(LaneUnavailableException.class);
            assertThatThrownBy(() -> scene.grab(User.MEMBER)).isInstanceOf(LaneUnavailableException.class);
        }
    }
}
