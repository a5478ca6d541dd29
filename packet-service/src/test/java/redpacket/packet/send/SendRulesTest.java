package redpacket.packet.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import redpacket.common.id.UserId;
import redpacket.common.problem.Problem;
import redpacket.packet.model.AudienceKind;
import redpacket.packet.send.SendRequest.AudienceRequest;

class SendRulesTest {
    private static final UserId SENDER = UserId.of(7);

    private final SendRules rules = new SendRules(SendDefaults.SEND);

    static Stream<Arguments> refused() {
        return Stream.of(
                bad("INVALID_KIND", "no kind", r -> r.kind = null),
                bad("INVALID_KIND", "unknown kind", r -> r.kind = "SMALL"),
                bad("INVALID_KIND", "lower case", r -> r.kind = "lucky"),
                bad("INVALID_COUNT", "no count", r -> r.count = null),
                bad("INVALID_COUNT", "zero", r -> r.count = 0L),
                bad("INVALID_COUNT", "negative", r -> r.count = -1L),
                bad("INVALID_COUNT", "past the limit", r -> r.count = 501L),
                bad("INVALID_COUNT", "past an int", r -> r.count = (1L << 32) + 1),
                bad("INVALID_COUNT", "two exclusive shares", r -> r.exclusive().count = 2L),
                bad("INVALID_TOTAL", "no total", r -> r.totalFen = null),
                bad("INVALID_TOTAL", "zero", r -> r.totalFen = 0L),
                bad("INVALID_TOTAL", "negative", r -> r.totalFen = -100L),
                bad("INVALID_TOTAL", "less than a fen a share", r -> r.totalFen = 9L),
                bad("INVALID_TOTAL", "more than the shares bear", r -> r.totalFen = 200_001L),
                bad("INVALID_TOTAL", "the largest number", r -> r.totalFen = Long.MAX_VALUE),
                bad("INVALID_TOTAL", "not equal", r -> r.equal().totalFen = 1001L),
                bad("INVALID_TOTAL", "an equal share too large", r -> r.equal().totalFen = 200_010L),
                bad("INVALID_TOTAL", "an exclusive share too large", r -> r.exclusive().totalFen = 20_001L),
                bad("INVALID_GREETING", "61 characters", r -> r.greeting = "福".repeat(61)),
                bad("INVALID_GREETING", "61 characters of two units", r -> r.greeting = "🧧".repeat(61)),
                bad("INVALID_GREETING", "half a character", r -> r.greeting = "\ud83e"),
                bad("INVALID_GREETING", "NUL", r -> r.greeting = "a\0b"),
                bad("INVALID_GREETING", "nothing visible", r -> r.greeting = "\u200b"),
                bad("INVALID_GREETING", "another direction", r -> r.greeting = "\u202eabc"),
                bad("INVALID_GREETING", "61 clusters", r -> r.greeting = "👨\u200d👩\u200d👧\u200d👦".repeat(61)),
                bad("INVALID_COVER", "empty", r -> r.coverId = ""),
                bad("INVALID_COVER", "33 characters", r -> r.coverId = "c".repeat(33)),
                bad("INVALID_COVER", "a blank", r -> r.coverId = "red gold"),
                bad("INVALID_COVER", "a line break at the end", r -> r.coverId = "red\n"),
                bad("INVALID_PASSWORD", "where none belongs", r -> r.password = "secret"),
                bad("INVALID_PASSWORD", "missing", r -> r.kind = "PASSWORD"),
                bad("INVALID_PASSWORD", "empty", r -> r.password("")),
                bad("INVALID_PASSWORD", "33 characters", r -> r.password("🧧".repeat(33))),
                bad("INVALID_PASSWORD", "half a character", r -> r.password("\udd27")),
                bad("INVALID_AUDIENCE", "none", r -> r.audience = null),
                bad("INVALID_AUDIENCE", "no kind", r -> r.audience = new AudienceRequest(null, null, null)),
                bad("INVALID_AUDIENCE", "unknown kind", r -> r.audience = new AudienceRequest("ALL", null, null)),
                bad("INVALID_AUDIENCE", "no group", r -> r.audience = new AudienceRequest("GROUP", null, null)),
                bad(
                        "INVALID_AUDIENCE",
                        "group and users",
                        r -> r.audience = new AudienceRequest("GROUP", "1", List.of("8"))),
                bad("INVALID_AUDIENCE", "group by link", r -> r.audience = new AudienceRequest("LINK", "1", null)),
                bad("INVALID_AUDIENCE", "a link to users", r -> r.audience = link("8")),
                bad("INVALID_AUDIENCE", "no users", r -> r.audience = users()),
                bad("INVALID_AUDIENCE", "users missing", r -> r.audience = new AudienceRequest("USERS", null, null)),
                bad(
                        "INVALID_AUDIENCE",
                        "users and a group",
                        r -> r.audience = new AudienceRequest("USERS", "1", List.of("8"))),
                bad("INVALID_AUDIENCE", "a leading zero", r -> r.audience = users("08")),
                bad("INVALID_AUDIENCE", "a sign", r -> r.audience = users("+8")),
                bad("INVALID_AUDIENCE", "zero", r -> r.audience = users("0")),
                bad("INVALID_AUDIENCE", "too large", r -> r.audience = users("9223372036854775808")),
                bad("INVALID_AUDIENCE", "a user twice", r -> r.audience = users("8", "9", "8")),
                bad("INVALID_AUDIENCE", "null", r -> r.audience = users("8", null)),
                bad("INVALID_AUDIENCE", "501 users", r -> r.audience = users(numbers(501))),
                bad("INVALID_AUDIENCE", "exclusive for all", r -> r.exclusive().audience = link()),
                bad("INVALID_AUDIENCE", "exclusive for two", r -> r.exclusive().audience = users("8", "9")),
                bad("INVALID_AUDIENCE", "exclusive for oneself", r -> r.exclusive().audience = users("7")),
                bad("INVALID_EXPIRY", "too short", r -> r.expiresInSeconds = 59L),
                bad("INVALID_EXPIRY", "too long", r -> r.expiresInSeconds = 259_201L),
                bad("INVALID_EXPIRY", "negative", r -> r.expiresInSeconds = -1L),
                bad("INVALID_EXPIRY", "the largest number", r -> r.expiresInSeconds = Long.MAX_VALUE));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("refused")
    void refuses(String code, String what, Consumer<Request> change) {
        SendRequest request = request(change);
        assertThatThrownBy(() -> rules.check(SENDER, request))
                .as(what)
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.body()).containsEntry("code", code);
                    assertThat(problem.status()).isEqualTo(400);
                });
    }

    static Stream<Arguments> taken() {
        return Stream.of(
                good("as it is", r -> {}),
                good("a fen a share", r -> r.totalFen = 10L),
                good("the most that shares bear", r -> r.totalFen = 200_000L),
                good("the most of all", r -> r.count(500).totalFen = 10_000_000L),
                good("60 characters of two units", r -> r.greeting = "🧧".repeat(60)),
                good("60 clusters of seven code points", r -> r.greeting = "👨\u200d👩\u200d👧\u200d👦".repeat(60)),
                good("an empty greeting", r -> r.greeting = ""),
                good("a cover", r -> r.coverId = "A-z_0".repeat(6) + "ab"),
                good("a password", r -> r.password("芝麻开门🧧")),
                good("32 characters of password", r -> r.password("🧧".repeat(32))),
                good("equal shares", r -> r.equal().totalFen = 200_000L),
                good("500 users", r -> r.audience = users(numbers(500))),
                good("the sender among the users", r -> r.audience = users("7", "9223372036854775807")),
                good("exclusive", Request::exclusive),
                good("the shortest time", r -> r.expiresInSeconds = 60L),
                good("the longest time", r -> r.expiresInSeconds = 259_200L));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("taken")
    void takes(String what, Consumer<Request> change) {
        assertThat(rules.check(SENDER, request(change))).as(what).isNotNull();
    }

    @Test
    void fillsInTheDefaultTime() {
        assertThat(rules.check(SENDER, request(r -> {})).expiresInSeconds()).isEqualTo(86_400);
    }

    @Test
    void keepsTheUsersInTheirOrder() {
        var audience =
                rules.check(SENDER, request(r -> r.audience = users("9", "8"))).audience();
        assertThat(audience.kind()).isEqualTo(AudienceKind.USERS);
        assertThat(audience.users()).containsExactly(UserId.of(9), UserId.of(8));
    }

    @Test
    void tellsNobodyGreetingAndPassword() {
        SendRequest body = request(r -> r.password("sesame").greeting = "hello");
        assertThat(body + " " + rules.check(SENDER, body))
                .doesNotContain("sesame")
                .doesNotContain("hello");
    }

    static SendRequest request(Consumer<Request> change) {
        Request request = new Request();
        change.accept(request);
        return new SendRequest(
                request.kind,
                request.totalFen,
                request.count,
                request.greeting,
                request.coverId,
                request.password,
                request.audience,
                request.expiresInSeconds);
    }

    private static Arguments bad(String code, String what, Consumer<Request> change) {
        return Arguments.of(code, what, change);
    }

    private static Arguments good(String what, Consumer<Request> change) {
        return Arguments.of(what, change);
    }

    private static AudienceRequest link(String... users) {
        return new AudienceRequest("LINK", null, users.length == 0 ? null : List.of(users));
    }

    static AudienceRequest users(@Nullable String... users) {
        return new AudienceRequest("USERS", null, new ArrayList<>(Arrays.asList(users)));
    }

    private static String[] numbers(int count) {
        return LongStream.rangeClosed(1000, 999 + count)
                .mapToObj(Long::toString)
                .toArray(String[]::new);
    }

    /** A request that may be sent, until it is changed. */
    static final class Request {
        @Nullable
        String kind = "LUCKY";

        @Nullable
        Long totalFen = 1000L;

        @Nullable
        Long count = 10L;

        @Nullable
        String greeting = "恭喜发财";

        @Nullable
        String coverId;

        @Nullable
        String password;

        @Nullable
        AudienceRequest audience = link();

        @Nullable
        Long expiresInSeconds;

        Request exclusive() {
            kind = "EXCLUSIVE";
            audience = users("8");
            return count(1);
        }

        Request equal() {
            kind = "EQUAL";
            return this;
        }

        Request password(String text) {
            kind = "PASSWORD";
            password = text;
            return this;
        }

        Request count(long shares) {
            count = shares;
            return this;
        }
    }
}
