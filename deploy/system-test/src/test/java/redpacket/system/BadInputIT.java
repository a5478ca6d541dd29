package redpacket.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import redpacket.local.api.PublicApi;
import redpacket.local.api.PublicApi.Answer;

/** Bad input gets a clear problem, and costs nobody a fen. */
class BadInputIT {
    private static final String LINK = "\"audience\":{\"kind\":\"LINK\"}";

    private final RunningStack stack = RunningStack.shared();
    private final PublicApi api = stack.api();
    private final Play play = new Play(api);

    @TestFactory
    Stream<DynamicTest> tokensThatAreNotGoodAre401() {
        long now = Instant.now().getEpochSecond();
        String good = api.tokens().user(7);
        String head = good.substring(0, good.indexOf('.'));
        String none = "eyJhbGciOiJub25lIn0" + good.substring(good.indexOf('.'), good.lastIndexOf('.') + 1);
        return Stream.of(
                        new String[] {"missing", ""},
                        new String[] {"another scheme", "Basic " + good},
                        new String[] {"garbage", "Bearer abc"},
                        new String[] {"alg none", "Bearer " + none},
                        new String[] {"no signature", "Bearer " + good.substring(0, good.lastIndexOf('.') + 1)},
                        new String[] {"another head", "Bearer eyJhbGciOiJIUzI1NiJ9" + good.substring(head.length())},
                        new String[] {
                            "expired", "Bearer " + token(now - 7200, now - 3600, "redpacket", "redpacket-local", "7")
                        },
                        new String[] {
                            "not yet", "Bearer " + token(now + 3600, now + 7200, "redpacket", "redpacket-local", "7")
                        },
                        new String[] {
                            "foreign audience", "Bearer " + token(now, now + 600, "other", "redpacket-local", "7")
                        },
                        new String[] {"foreign issuer", "Bearer " + token(now, now + 600, "redpacket", "other", "7")},
                        new String[] {"user 0", "Bearer " + token(now, now + 600, "redpacket", "redpacket-local", "0")},
                        new String[] {
                            "user 007", "Bearer " + token(now, now + 600, "redpacket", "redpacket-local", "007")
                        },
                        new String[] {"huge", "Bearer " + good + "a".repeat(5000)})
                .map(row -> dynamicTest(
                        row[0],
                        () -> problem(api.raw("GET", "/v1/wallet", row[1].isEmpty() ? null : row[1], null), 401)));
    }

    private String token(long from, long until, String audience, String issuer, String user) {
        return api.tokens()
                .sign("{\"iss\":\"" + issuer + "\",\"aud\":\"" + audience + "\",\"sub\":\"" + user
                        + "\",\"role\":\"user\",\"iat\":" + from + ",\"nbf\":" + from + ",\"exp\":" + until + "}");
    }

    @TestFactory
    Stream<DynamicTest> amountsThatAreNoAmountsAre400() {
        return Stream.of(
                        "0",
                        "-1",
                        "1.0",
                        "1.5",
                        "\"5\"",
                        "100000001",
                        "9223372036854775808",
                        "null",
                        "true",
                        "[]",
                        "1e3")
                .map(amount -> dynamicTest(amount, () -> {
                    long user = RunningStack.users(1);
                    problem(api.post(user, "/v1/wallet/top-ups", "{\"amountFen\":" + amount + "}", "k"), 400);
                    assertThat(api.get(user, "/v1/wallet").number("balanceFen")).isZero();
                }));
    }

    @TestFactory
    Stream<DynamicTest> packetsThatCannotBeAre400AndCostNothing() {
        String exclusive = "\"audience\":{\"kind\":\"USERS\",\"userIds\":[\"5\",\"6\"]}";
        List<String> bodies = new ArrayList<>(List.of(
                body("LUCKY", "0", "1", LINK),
                body("LUCKY", "-5", "1", LINK),
                body("LUCKY", "10.5", "1", LINK),
                body("LUCKY", "\"10\"", "1", LINK),
                body("LUCKY", "9223372036854775808", "1", LINK),
                body("LUCKY", "9", "10", LINK),
                body("LUCKY", "20001", "1", LINK),
                body("LUCKY", "1000", "0", LINK),
                body("LUCKY", "1000", "501", LINK),
                body("LUCKY", "1000", "2147483648", LINK),
                body("EQUAL", "10", "3", LINK),
                body("EXCLUSIVE", "10", "2", "\"audience\":{\"kind\":\"USERS\",\"userIds\":[\"5\"]}"),
                body("EXCLUSIVE", "10", "1", LINK),
                body("EXCLUSIVE", "10", "1", exclusive),
                body("PASSWORD", "10", "1", LINK),
                body("LUCKY", "10", "1", LINK + ",\"password\":\"x\""),
                body("PASSWORD", "10", "1", LINK + ",\"password\":\"" + "x".repeat(33) + "\""),
                body("FUNNY", "10", "1", LINK),
                body("LUCKY", "10", "1", LINK + ",\"greeting\":\"" + "g".repeat(61) + "\""),
                body("LUCKY", "10", "1", LINK + ",\"coverId\":\"no/slash\""),
                body("LUCKY", "10", "1", LINK + ",\"expiresInSeconds\":0"),
                body("LUCKY", "10", "1", LINK + ",\"expiresInSeconds\":259201"),
                body("LUCKY", "10", "1", LINK + ",\"unknown\":1"),
                body("LUCKY", "10", "1", LINK + ",\"senderId\":\"5\""),
                body("LUCKY", "10", "1", "\"audience\":{\"kind\":\"USERS\",\"userIds\":[\"05\"]}"),
                body("LUCKY", "10", "1", "\"audience\":{\"kind\":\"USERS\",\"userIds\":[]}"),
                body("LUCKY", "10", "1", "\"audience\":{\"kind\":\"NOBODY\"}"),
                "{",
                "",
                "[]",
                "null",
                "{}{}",
                "{\"kind\":\"LUCKY\",\"kind\":\"EQUAL\",\"totalFen\":10,\"count\":1," + LINK + "}"));
        return bodies.stream()
                .map(json -> dynamicTest("body: " + json, () -> {
                    long sender = RunningStack.users(1);
                    play.topUp(sender, 50_000);
                    problem(api.post(sender, "/v1/packets", json, "k"), 400);
                    assertThat(api.get(sender, "/v1/wallet").number("balanceFen"))
                            .isEqualTo(50_000);
                }));
    }

    private static String body(String kind, String total, String count, String rest) {
        return "{\"kind\":\"" + kind + "\",\"totalFen\":" + total + ",\"count\":" + count + "," + rest + "}";
    }

    @TestFactory
    Stream<DynamicTest> idsThatNobodyMadeAre404() {
        long sender = RunningStack.users(1);
        play.topUp(sender, 100);
        String id = play.send(sender, body("LUCKY", "10", "1", LINK), "k");
        char other = id.charAt(5) == 'A' ? 'B' : 'A';
        return Stream.of(
                        id.substring(1),
                        id + "A",
                        id.substring(0, 5) + other + id.substring(6),
                        "A".repeat(24),
                        "x",
                        "A".repeat(2000),
                        "sents",
                        id + "%2F",
                        "..%2f..%2finternal",
                        id + ";a=b")
                .flatMap(path -> Stream.of("GET", "POST")
                        .map(method -> dynamicTest(method + " " + path, () -> {
                            String whole = "/v1/packets/" + path + (method.equals("POST") ? "/open" : "");
                            problem(
                                    api.raw(
                                            method,
                                            whole,
                                            "Bearer " + api.tokens().user(9),
                                            null),
                                    404);
                        })));
    }

    @Test
    void anIdempotencyKeyIsNeededAndBelongsToOneRequest() {
        long user = RunningStack.users(1);
        problem(api.post(user, "/v1/wallet/top-ups", "{\"amountFen\":5}"), 400);
        problem(api.post(user, "/v1/wallet/top-ups", "{\"amountFen\":5}", "no good"), 400);
        problem(api.post(user, "/v1/wallet/top-ups", "{\"amountFen\":5}", "k".repeat(65)), 400);
        Answer first = api.post(user, "/v1/wallet/top-ups", "{\"amountFen\":5}", "one");
        assertThat(first.status()).isEqualTo(201);
        problem(api.post(user, "/v1/wallet/top-ups", "{\"amountFen\":6}", "one"), 422);
        problem(api.post(user, "/v1/wallet/withdrawals", "{\"amountFen\":5}", "one"), 422);
        problem(api.post(user, "/v1/packets", body("LUCKY", "5", "1", LINK), "one"), 422);
        assertThat(api.post(user, "/v1/wallet/top-ups", "{\"amountFen\":5}", "one")
                        .json())
                .isEqualTo(first.json());
        assertThat(api.get(user, "/v1/wallet").number("balanceFen")).isEqualTo(5);
        problem(api.post(user, "/v1/packets", body("LUCKY", "6", "1", LINK), "two"), 402);
    }

    @Test
    void whatIsTooLargeNotJsonOrOfAnotherMethodIsRefused() {
        long user = RunningStack.users(1);
        String token = "Bearer " + api.tokens().user(user);
        problem(api.post(user, "/v1/wallet/top-ups", "{\"amountFen\":1" + " ".repeat(66_000) + "}", "k"), 413);
        problem(
                api.raw(
                        "POST",
                        "/v1/wallet/top-ups",
                        token,
                        "amountFen=5",
                        "Idempotency-Key",
                        "k",
                        "Content-Type",
                        "text/plain"),
                415);
        problem(api.raw("DELETE", "/v1/wallet", token, null), 405);
        problem(api.raw("GET", "/v1/nowhere", token, null), 404);
        problem(api.raw("GET", "/ops/v1/funds", "Bearer " + api.tokens().ops(1), null), 404);
        problem(api.raw("GET", "/actuator/health", token, null), 404);
        problem(api.raw("GET", "/internal/v1/funds", token, null), 404);
        problem(api.raw("GET", "/v1/wallet/entries?limit=0", token, null), 400);
        problem(api.raw("GET", "/v1/wallet/entries?cursor=abc", token, null), 400);
        assertThat(api.get(user, "/v1/wallet").number("balanceFen")).isZero();
    }

    @Test
    void anotherUsersPacketLooksLikeNone() {
        long sender = RunningStack.users(3);
        play.topUp(sender, 100);
        String audience = "\"audience\":{\"kind\":\"USERS\",\"userIds\":[\"" + (sender + 1) + "\"]}";
        String id = play.send(sender, body("EXCLUSIVE", "50", "1", audience), "k");
        problem(api.post(sender + 2, "/v1/packets/" + id + "/open", "{}"), 404);
        problem(api.post(sender + 2, "/v1/packets/" + id + "/grab", "{}"), 404);
        problem(api.get(sender + 2, "/v1/packets/" + id), 404);
        Answer onlooker = api.post(sender, "/v1/packets/" + id + "/open", "{}");
        problem(onlooker, 403);
        assertThat(onlooker.text("code")).isEqualTo("NOT_IN_AUDIENCE");
        assertThat(play.open(sender + 1, id, "{}").number("amountFen")).isEqualTo(50);
    }

    @Test
    void fivePasswordsAUserAndNoMore() {
        long sender = RunningStack.users(3);
        play.topUp(sender, 100);
        String id = play.send(sender, body("PASSWORD", "50", "2", LINK + ",\"password\":\"right\""), "k");
        for (int i = 0; i < 5; i++) {
            Answer wrong = play.open(sender + 1, id, "{\"password\":\"wrong" + i + "\"}");
            problem(wrong, 403);
            assertThat(wrong.text("code")).isEqualTo("WRONG_PASSWORD");
        }
        problem(play.open(sender + 1, id, "{\"password\":\"right\"}"), 403);
        problem(play.open(sender + 2, id, "{}"), 403);
        assertThat(play.open(sender + 2, id, "{\"password\":\"right\"}").text("outcome"))
                .isEqualTo("OPENED");
    }

    private static void problem(Answer answer, int status) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.number("status")).isEqualTo(status);
        for (String field : List.of("type", "title", "detail", "code")) {
            assertThat(answer.text(field)).as(field).isNotEmpty();
        }
        assertThat(answer.json().toString()).doesNotContain("redpacket.").doesNotContain("Exception");
    }
}
