package redpacket.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import redpacket.local.api.PublicApi;
import redpacket.local.api.PublicApi.Answer;

/** The OWASP API Security Top 10 (2023), as far as services behind the gateway have a part in it. */
class SecurityIT {
    private static final int REQUESTS_MAX = 20_000;
    private static final String LINK = "\"audience\":{\"kind\":\"LINK\"}";
    private static final String CODES = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final RunningStack stack = RunningStack.shared();
    private final PublicApi api = stack.api();
    private final Play play = new Play(api);

    private String bearer(long user) {
        return "Bearer " + api.tokens().user(user);
    }

    private static String lucky(String more) {
        return "{\"kind\":\"LUCKY\",\"totalFen\":100,\"count\":2," + LINK + more + "}";
    }

    /** API1: a wallet is its owner's, whatever a client says of itself. */
    @Test
    void nobodyReadsOrMovesAnothersWallet() {
        long owner = RunningStack.users(2);
        long thief = owner + 1;
        play.topUp(owner, 500);
        String[] claims = {
            "X-User-Id", Long.toString(owner), "X-User-Role", "ops", "X-Forwarded-User", Long.toString(owner)
        };
        Answer wallet = api.raw("GET", "/v1/wallet", bearer(thief), null, claims);
        assertThat(wallet.text("userId")).isEqualTo(Long.toString(thief));
        assertThat(wallet.number("balanceFen")).isZero();
        Answer byQuery = api.raw("GET", "/v1/wallet?userId=" + owner, bearer(thief), null);
        assertThat(byQuery.json().toString()).doesNotContain("500");
        Answer withdrawal = api.raw(
                "POST",
                "/v1/wallet/withdrawals",
                bearer(thief),
                "{\"amountFen\":100}",
                "X-User-Id",
                Long.toString(owner),
                "Idempotency-Key",
                "steal",
                "Content-Type",
                "application/json");
        assertThat(withdrawal.status()).isEqualTo(402);
        assertThat(api.get(owner, "/v1/wallet").number("balanceFen")).isEqualTo(500);
    }

    /** API1: another's key means nothing to me, and the other way round. */
    @Test
    void idempotencyKeysBelongToTheirUser() {
        long first = RunningStack.users(2);
        Answer one = api.post(first, "/v1/wallet/top-ups", "{\"amountFen\":10}", "shared-key");
        Answer two = api.post(first + 1, "/v1/wallet/top-ups", "{\"amountFen\":20}", "shared-key");
        assertThat(one.status()).isEqualTo(201);
        assertThat(two.status()).isEqualTo(201);
        assertThat(two.text("topUpId")).isNotEqualTo(one.text("topUpId"));
        assertThat(two.number("balanceFen")).isEqualTo(20);
    }

    /** API1: ids neighbouring a genuine one are no more than any guess, and all guesses look alike. */
    @Test
    void packetsCannotBeEnumerated() {
        long sender = RunningStack.users(2);
        play.topUp(sender, 100);
        String id = play.send(sender, lucky(""), "k");
        Random random = new Random(42);
        String[] bodies = new String[60];
        for (int i = 0; i < bodies.length; i++) {
            char[] guess = id.toCharArray();
            int at = random.nextInt(guess.length);
            guess[at] = CODES.charAt((CODES.indexOf(guess[at]) + 1 + random.nextInt(63)) % 64);
            Answer answer = api.get(sender + 1, "/v1/packets/" + new String(guess));
            assertThat(answer.status()).as(new String(guess)).isEqualTo(404);
            bodies[i] = answer.json().toString();
        }
        assertThat(Stream.of(bodies).distinct()).hasSize(1);
    }

    /** API3: what a client may not set is refused, not ignored. */
    @TestFactory
    Stream<DynamicTest> nothingIsAssignedThatIsNotInTheContract() {
        long user = RunningStack.users(1);
        return Stream.of(
                        new String[] {"/v1/wallet/top-ups", "{\"amountFen\":1,\"userId\":\"1\"}"},
                        new String[] {"/v1/wallet/top-ups", "{\"amountFen\":1,\"balanceFen\":1000000}"},
                        new String[] {"/v1/wallet/withdrawals", "{\"amountFen\":1,\"status\":\"DONE\"}"},
                        new String[] {"/v1/packets", lucky(",\"packetId\":\"x\"")},
                        new String[] {"/v1/packets", lucky(",\"state\":\"ACTIVE\"")},
                        new String[] {"/v1/packets", lucky(",\"senderId\":\"1\"")},
                        new String[] {"/v1/packets", lucky(",\"__proto__\":{\"role\":\"ops\"}")},
                        new String[] {"/v1/profile", "{\"nickname\":\"a\",\"avatarUrl\":\"\",\"userId\":\"1\"}"},
                        new String[] {"/v1/profile", "{\"nickname\":\"a\",\"avatarUrl\":\"\",\"role\":\"ops\"}"})
                .map(row -> dynamicTest(row[0] + " " + row[1], () -> {
                    String method = row[0].endsWith("profile") ? "PUT" : "POST";
                    Answer answer = api.raw(
                            method,
                            row[0],
                            bearer(user),
                            row[1],
                            "Content-Type",
                            "application/json",
                            "Idempotency-Key",
                            "k");
                    assertThat(answer.status()).as("%s", answer).isEqualTo(400);
                    assertThat(api.get(user, "/v1/wallet").number("balanceFen")).isZero();
                }));
    }

    /** API4: what is costly to parse is refused, and costs nobody else a thing. */
    @TestFactory
    Stream<DynamicTest> bodiesThatAreTrapsAreRefused() {
        long user = RunningStack.users(1);
        Map<String, String> traps = Map.of(
                "deep arrays", "{\"amountFen\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}",
                "deep objects", "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000),
                "a long number", "{\"amountFen\":" + "9".repeat(60_000) + "}",
                "a huge exponent", "{\"amountFen\":1e999999999}",
                "a long name", "{\"" + "n".repeat(60_000) + "\":1}",
                "many fields", "{" + "\"amountFen\":1,".repeat(4_000) + "\"amountFen\":1}",
                "text that is no UTF-8's friend", "{\"amountFen\":\"\\ud800\"}");
        return traps.entrySet().stream()
                .map(trap -> dynamicTest(trap.getKey(), () -> {
                    Answer answer = api.post(user, "/v1/wallet/top-ups", trap.getValue(), "k");
                    assertThat(answer.status()).as("%s", answer).isEqualTo(400);
                    assertThat(answer.text("code")).isNotEmpty();
                    assertThat(answer.json().toString())
                            .doesNotContain("jackson")
                            .doesNotContain("redpacket.");
                }));
    }

    /** API5: operators' calls are operators', on their listener only. */
    @Test
    void operatorsCallsAreForOperatorsOnTheirListener() {
        long user = RunningStack.users(1);
        for (String path : List.of("/ops/v1/sets", "/ops/v1/switches", "/ops/v1/funds")) {
            assertThat(api.raw("GET", path, "Bearer " + api.tokens().ops(1), null)
                            .status())
                    .isEqualTo(404);
            assertThat(stack.opsAs(bearer(user), "GET", path, null)).isEqualTo(403);
            assertThat(api.ops("GET", path, null).status()).isEqualTo(200);
        }
        assertThat(stack.opsAs(bearer(user), "PUT", "/ops/v1/switches/send-lucky", "{\"on\":false}"))
                .isEqualTo(403);
        assertThat(stack.opsAs(bearer(user), "PUT", "/ops/v1/sets/set-1/state", "{\"state\":\"DOWN\"}"))
                .isEqualTo(403);
    }

    /** API8, API9: who reaches a service's port without the key hears nothing; no management call is for the public. */
    @TestFactory
    Stream<DynamicTest> servicesRefuseWhoHasNoKey() {
        Map<String, String> calls = Map.of(
                "packet", "/internal/v1/switches",
                "account", "/internal/v1/funds",
                "notify", "/v1/inbox",
                "grab-1", "/internal/v1/ready",
                "grab-2", "/internal/v1/packets/x/winners");
        return calls.entrySet().stream()
                .map(call -> dynamicTest(call.getKey() + call.getValue(), () -> {
                    URI url = URI.create("http://127.0.0.1:" + stack.port(call.getKey()) + call.getValue());
                    for (String key : new String[] {"", "guessed", "0".repeat(64)}) {
                        assertThat(direct(url, key)).isEqualTo(403);
                    }
                    URI health = URI.create(
                            "http://127.0.0.1:" + stack.port(call.getKey() + "/management") + "/actuator/env");
                    assertThat(direct(health, "")).isEqualTo(404);
                }));
    }

    private static int direct(URI url, String key) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(url)
                    .timeout(Duration.ofSeconds(5))
                    .header("X-User-Id", "1")
                    .header("X-User-Role", "ops");
            if (!key.isEmpty()) {
                request.header("X-Service-Key", key);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }

    /** API6: the one who is quickest is limited as all are. */
    @Test
    void aUserWhoAsksTooOftenIsToldSoAndNobodyElseIs() {
        long user = RunningStack.users(2);
        // Of packets that are none, so that the edge answers as fast as it can.
        String nobodys = "/v1/packets/" + "A".repeat(24) + "/open";
        // Until one is limited: a slow machine needs more of them to outrun the refill.
        Queue<Answer> limited = new ConcurrentLinkedQueue<>();
        Play.atOnce(REQUESTS_MAX, number -> {
            if (limited.isEmpty()) {
                Answer answer = api.post(user, nobodys, "{}");
                if (answer.status() == 429) {
                    limited.add(answer);
                }
            }
            return number;
        });
        assertThat(limited).isNotEmpty().allSatisfy(answer -> {
            assertThat(answer.text("code")).isEqualTo("RATE_LIMITED");
            assertThat(answer.number("retryAfterMillis")).isPositive();
            assertThat(answer.retryAfter()).matches("[1-9][0-9]*");
        });
        assertThat(new Play(api).get(user + 1, "/v1/wallet").status()).isEqualTo(200);
    }
}
