package redpacket.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redpacket.local.api.PublicApi;
import redpacket.local.api.PublicApi.Answer;
import tools.jackson.databind.JsonNode;

/**
 * The changes that operators make. With every switch off, money still moves correctly, and switches outlive a crash of
 * their service. The support desk finds money, freezes users and corrects wallets, and the audit log has all of it.
 */
class OperatorsIT {
    private static final Duration SOON = Duration.ofMinutes(2);

    private final RunningStack stack = RunningStack.shared();
    private final PublicApi api = stack.api();
    private final Play play = new Play(api);
    private final long user = RunningStack.users(10);

    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (JsonNode item : api.ops("GET", "/ops/v1/switches", null).json().path("items")) {
            names.add(item.path("name").asString());
        }
        return names;
    }

    private void turn(String name, boolean on) {
        Awaitility.await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            Answer answer = api.ops("PUT", "/ops/v1/switches/" + name, "{\"on\":" + on + "}");
            assertThat(answer.status()).as("%s", answer).isEqualTo(200);
            assertThat(answer.json().path("on").asBoolean()).isEqualTo(on);
        });
    }

    @AfterEach
    void turnEverythingOn() {
        names().forEach(name -> turn(name, true));
    }

    private static String packet(String kind, String more) {
        return "{\"kind\":\"" + kind + "\",\"totalFen\":100,\"count\":2,\"audience\":{\"kind\":\"LINK\"}" + more + "}";
    }

    @Test
    void sendGrabAndOpenAreRightWithEverythingElseOff() {
        long sender = RunningStack.users(10);
        play.topUp(sender, 1_000);
        String before = play.send(sender, packet("LUCKY", ""), "before");
        List<String> names = names();
        assertThat(names)
                .hasSize(11)
                .contains("avatars", "push", "lists", "statistics", "shares", "shake-prizes", "shedding");
        names.forEach(name -> turn(name, false));
        // In effect in every instance soon; how soon is a figure of a benchmark.
        Awaitility.await().atMost(SOON).untilAsserted(() -> {
            assertRefused(api.get(sender, "/v1/wallet/entries"));
            assertRefused(api.post(sender, "/v1/packets", packet("LUCKY", ""), "off"));
        });
        assertRefused(api.post(sender, "/v1/packets", packet("EQUAL", ""), "off"));
        assertRefused(api.post(sender, "/v1/packets", packet("PASSWORD", ",\"password\":\"p\""), "off"));
        assertThat(api.get(sender, "/v1/wallet").number("balanceFen")).isEqualTo(900);
        assertOpened(before, sender);
        // One kind is on again, the rest stays off.
        turn("send-equal", true);
        String after = play.send(sender, packet("EQUAL", ""), "after");
        assertRefused(api.post(sender, "/v1/packets", packet("LUCKY", ""), "off"));
        assertOpened(after, sender + 4);
        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() -> assertThat(api.get(sender, "/v1/wallet").number("balanceFen"))
                        .isEqualTo(800));
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.status()).as("%s", answer).isEqualTo(503);
        assertThat(answer.text("code")).isEqualTo("SWITCHED_OFF");
        assertThat(answer.number("retryAfterMillis")).isPositive();
    }

    private void assertOpened(String packet, long after) {
        long sum = 0;
        for (long user = after + 1; user <= after + 2; user++) {
            Answer grabbed = play.post(user, "/v1/packets/" + packet + "/grab", "{}", null);
            assertThat(grabbed.text("outcome")).isEqualTo("GRABBED");
            Answer opened = play.open(user, packet, "{}");
            assertThat(opened.text("outcome")).isEqualTo("OPENED");
            sum += opened.number("amountFen");
            long amount = opened.number("amountFen");
            long opener = user;
            Awaitility.await()
                    .atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(api.get(opener, "/v1/wallet").number("balanceFen"))
                                    .isEqualTo(amount));
        }
        assertThat(sum).isEqualTo(100);
        assertThat(play.open(after + 3, packet, "{}").text("outcome")).isEqualTo("EMPTY");
        Answer details = api.get(after + 1, "/v1/packets/" + packet);
        assertThat(details.status()).isEqualTo(200);
        assertThat(details.number("openedFen")).isEqualTo(100);
        assertThat(details.json().at("/sender/nickname").isNull()).isTrue();
    }

    @Test
    void switchesOutliveACrash() {
        long user = RunningStack.users(1);
        turn("lists", false);
        Awaitility.await().atMost(SOON).untilAsserted(() -> assertRefused(api.get(user, "/v1/wallet/entries")));
        stack.crash("packet");
        stack.crash("gateway");
        Awaitility.await().atMost(SOON).until(() -> stack.isReady("packet", "gateway"));
        Awaitility.await()
                .atMost(SOON)
                .ignoreExceptions()
                .untilAsserted(() -> assertRefused(api.get(user, "/v1/wallet/entries")));
    }

    private Answer state(String json) {
        return api.ops("PUT", "/ops/v1/users/" + user + "/state", json);
    }

    private Answer desk() {
        return api.ops("GET", "/ops/v1/users/" + user, null);
    }

    private Answer correct(long operator, String fen, String key) {
        String json = "{\"userId\":\"" + user + "\",\"amountFen\":" + fen + ",\"reason\":\"a lost top-up\"}";
        return api.opsAs(operator, "POST", "/ops/v1/corrections", json, key);
    }

    private Answer approve(long operator, String correctionId) {
        return api.opsAs(operator, "POST", "/ops/v1/corrections/" + correctionId + "/approval", null, null);
    }

    @Test
    void aFrozenUserPaysNothingAndStillReceives() {
        play.topUp(user, 1_000);
        assertThat(state("{\"state\":\"FROZEN\"}").text("code")).isEqualTo("INVALID_REASON");
        Answer frozen = state("{\"state\":\"FROZEN\",\"reason\":\"asked by the police\"}");
        assertThat(frozen.text("state")).isEqualTo("FROZEN");
        assertThat(frozen.text("frozenReason")).isEqualTo("asked by the police");
        assertThat(frozen.text("frozenBy")).isEqualTo("1");
        String packet = "{\"kind\":\"LUCKY\",\"totalFen\":100,\"count\":1,\"audience\":{\"kind\":\"LINK\"}}";
        Answer sent = play.post(user, "/v1/packets", packet, "frozen-send-" + user);
        assertThat(sent.status()).as("%s", sent).isEqualTo(403);
        assertThat(sent.text("code")).isEqualTo("USER_FROZEN");
        Answer withdrawn = play.post(user, "/v1/wallet/withdrawals", "{\"amountFen\":1}", "frozen-out-" + user);
        assertThat(withdrawn.text("code")).isEqualTo("USER_FROZEN");
        play.topUp(user, 10);
        assertThat(desk().number("balanceFen")).isEqualTo(1_010);
        assertThat(state("{\"state\":\"ACTIVE\"}").text("state")).isEqualTo("ACTIVE");
        assertThat(play.post(user, "/v1/packets", packet, "frozen-send-" + user).status())
                .isEqualTo(201);
    }

    @Test
    void theDeskFindsTheMoneyOfAPacketByUserPacketAndKey() {
        play.topUp(user, 1_000);
        String packetId = play.send(
                user,
                "{\"kind\":\"LUCKY\",\"totalFen\":900,\"count\":3,\"audience\":{\"kind\":\"LINK\"}}",
                "desk-" + user);
        assertThat(play.open(user + 1, packetId, "{}").text("outcome")).isEqualTo("OPENED");
        assertThat(desk().json().at("/packets/0/packetId").asString()).isEqualTo(packetId);
        Answer packet = api.ops("GET", "/ops/v1/packets/" + packetId, null);
        assertThat(packet.text("senderId")).as("%s", packet).isEqualTo(Long.toString(user));
        assertThat(packet.json().at("/log/0/userId").asString()).isEqualTo(Long.toString(user + 1));
        assertThat(packet.json().path("ledger").findValuesAsString("account")).contains("WALLET", "ESCROW");
        Answer key = api.ops("GET", "/ops/v1/keys/" + user + "/desk-" + user, null);
        assertThat(key.text("kind")).as("%s", key).isEqualTo("PACKET_SENT");
        assertThat(key.text("packetId")).isEqualTo(packetId);
        assertThat(api.ops("GET", "/ops/v1/keys/" + user + "/nope", null).status())
                .isEqualTo(404);
    }

    @Test
    void aCorrectionNeedsASecondOperatorAndKeepsTheSums() {
        Answer asked = correct(11, "500", "c-" + user);
        assertThat(asked.status()).as("%s", asked).isEqualTo(201);
        String id = asked.text("correctionId");
        assertThat(correct(11, "500", "c-" + user).json()).isEqualTo(asked.json());
        assertThat(correct(11, "501", "c-" + user).status()).isEqualTo(422);
        assertThat(correct(11, "0", "c0-" + user).text("code")).isEqualTo("INVALID_AMOUNT");
        assertThat(desk().number("balanceFen")).isZero();
        assertThat(approve(11, id).text("code")).isEqualTo("SAME_OPERATOR");
        assertThat(approve(12, id).text("state")).isEqualTo("APPLIED");
        assertThat(approve(13, id).text("approvedBy")).isEqualTo("12");
        assertThat(desk().number("balanceFen")).isEqualTo(500);
        assertThat(api.get(user, "/v1/wallet/entries?kind=CORRECTION")
                        .json()
                        .at("/items/0/amountFen")
                        .asLong())
                .isEqualTo(500);
        String tooMuch = correct(11, "-501", "c1-" + user).text("correctionId");
        assertThat(approve(12, tooMuch).text("code")).isEqualTo("INSUFFICIENT_BALANCE");
        new Invariants(stack).drained();
        JsonNode log =
                api.ops("GET", "/ops/v1/audit-log?limit=100", null).json().path("items");
        assertThat(log.valueStream()
                        .filter(entry -> entry.path("subject").asString().equals(id)))
                .extracting(entry -> entry.path("operatorId").asString()
                        + entry.path("action").asString())
                .containsExactly("12CORRECTION_APPROVED", "11CORRECTION_REQUESTED");
    }
}
