package redpacket.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redpacket.common.id.PacketId;
import redpacket.packet.FakeServices.NextCharge;
import redpacket.packet.RunningService.Answer;

/** Sending on real servers, with an account-service whose answers get lost. */
class SendIT {
    private final World world = World.shared();

    @Test
    void sendsOnceHoweverOftenItIsAsked() throws Exception {
        Answer first = world.service.send(101, "k1", World.LUCKY);
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.body().propertyNames())
                .containsExactly(
                        "packetId", "state", "kind", "totalFen", "count", "shareUrl", "createdAt", "expiresAt");
        assertThat(first.text("state")).isEqualTo("ACTIVE");
        assertThat(first.text("shareUrl")).isEqualTo("https://localhost:8443/p/" + first.text("packetId"));
        assertThat(first.text("createdAt")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(Duration.between(Instant.parse(first.text("createdAt")), Instant.parse(first.text("expiresAt"))))
                .isEqualTo(Duration.ofHours(24));
        assertThat(world.service.send(101, "k1", World.LUCKY).body()).isEqualTo(first.body());
        PacketId id = world.id(first);
        assertThat(world.value(id, "SELECT state FROM packets WHERE packet_id = " + id.number()))
                .isEqualTo("ACTIVE");
        assertThat(world.value(id, "SELECT COUNT(*) FROM open_packets WHERE packet_id = " + id.number()))
                .isEqualTo("1");
        assertThat(world.value(
                        id,
                        "SELECT COUNT(*) FROM outbox WHERE payload LIKE '%\"sent-" + first.text("packetId") + "\"%'"))
                .isEqualTo("1");
        assertThat(world.service
                        .send(101, "k1", World.LUCKY.replace("1000", "1001"))
                        .text("code"))
                .isEqualTo("IDEMPOTENCY_KEY_REUSED");
        await().atMost(World.SOON).until(() -> world.ordered() == 0);
        assertThat(world.service
                        .get("/v1/packets/" + first.text("packetId"), 101)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void tellsWhyTheLedgerRefuses() {
        world.others.balances.put("102", 999L);
        Answer refused = world.service.send(102, "k1", World.LUCKY);
        assertThat(refused.status()).isEqualTo(402);
        assertThat(refused.text("code")).isEqualTo("INSUFFICIENT_BALANCE");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "INVALID_TOTAL | {'kind':'LUCKY','count':3,'audience':{'kind':'LINK'}}",
                "INVALID_BODY | {'kind':'LUCKY','totalFen':10.5,'count':3,'audience':{'kind':'LINK'}}",
                "INVALID_BODY | {'kind':'LUCKY','totalFen':'10','count':3,'audience':{'kind':'LINK'}}",
                "INVALID_BODY | {'kind':'LUCKY','totalFen':9223372036854775808,'count':3,'audience':{'kind':'LINK'}}",
                "INVALID_BODY | {'kind':'LUCKY','totalFen':1e3,'count':3,'audience':{'kind':'LINK'}}",
                "INVALID_BODY | {'kind':'LUCKY','totalFen':10,'count':3,'audience':{'kind':'LINK'},'senderId':'8'}",
                "INVALID_BODY | {'kind':'LUCKY','totalFen':10,'totalFen':11,'count':3,'audience':{'kind':'LINK'}}",
                "INVALID_BODY | {'kind':'LUCKY','totalFen':10,'count':3,'audience':{'kind':'USERS','userIds':[8]}}",
                "INVALID_BODY | {'kind':'LUCKY','totalFen':10,'count':true,'audience':{'kind':'LINK'}}",
                "INVALID_BODY | {'kind':'LUCKY','totalFen':10,'count':3,'audience':'LINK'}",
                "INVALID_BODY | {'kind':'LUCKY','totalFen':10,'count':3,'audience':{'kind':'LINK'}",
                "INVALID_BODY | []",
                "INVALID_BODY | null"
            })
    void refusesABodyThatIsNotTheContract(String code, String body) {
        Answer refused = world.service.send(103, "k1", body.replace('\'', '"'));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("code")).isEqualTo(code);
        assertThat(world.others.charged.values())
                .noneMatch(charge -> charge.get("senderId").asLong() == 103);
    }

    @Test
    void wantsAnIdempotencyKey() {
        assertThat(world.service.send(103, "", World.LUCKY).text("code")).isEqualTo("IDEMPOTENCY_KEY_MISSING");
        assertThat(world.service.send(103, "a b", World.LUCKY).text("code")).isEqualTo("INVALID_IDEMPOTENCY_KEY");
    }

    @Test
    void aLostAnswerOfTheLedgerConvergesOnOnePacket() {
        world.others.next = NextCharge.LOST_AFTER;
        Answer lost = world.service.send(104, "k1", World.LUCKY);
        assertThat(lost.status()).isEqualTo(503);
        assertThat(lost.retryAfter()).isNotNull();
        Answer again = world.service.send(104, "k1", World.LUCKY);
        assertThat(again.status()).isEqualTo(201);
        assertThat(world.chargedOf(104)).containsExactly(again.text("packetId"));
    }

    @Test
    void theSweeperEndsWhatNobodyRepeats() throws Exception {
        world.others.next = NextCharge.LOST_AFTER;
        assertThat(world.service.send(105, "k1", World.LUCKY).status()).isEqualTo(503);
        String charged = world.chargedOf(105).getFirst();
        await().atMost(World.SOON)
                .until(() -> world.service.get("/v1/packets/" + charged, 105).status() == 200);
        world.others.next = NextCharge.LOST_BEFORE;
        assertThat(world.service.send(106, "k1", World.LUCKY).status()).isEqualTo(503);
        await().atMost(World.SOON).until(() -> world.ordered() == 0);
        assertThat(world.chargedOf(106)).isEmpty();
        assertThat(world.value(
                                world.sets.get(0),
                                "SELECT COUNT(*) FROM packets WHERE sender_id = 106 AND state <> 'CANCELLED'")
                        + world.value(
                                world.sets.get(1),
                                "SELECT COUNT(*) FROM packets WHERE sender_id = 106 AND state <> 'CANCELLED'"))
                .isEqualTo("00");
    }
}
