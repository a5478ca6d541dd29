package redpacket.packet.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redpacket.common.client.FakeService;
import redpacket.common.client.Repeat;
import redpacket.common.client.ServiceClient;
import redpacket.common.id.PacketId;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.id.SetId;
import redpacket.common.id.UserId;
import redpacket.common.money.Fen;
import redpacket.packet.model.AudienceKind;
import redpacket.packet.model.OrderState;
import redpacket.packet.model.PacketKind;
import redpacket.packet.send.Charges.ChargeOutcome;
import redpacket.packet.send.Charges.VoidOutcome;

class AccountChargesTest {
    private static final PacketIdCodec CODEC = new PacketIdCodec(new byte[32]);
    private static final PacketId FIRST = new PacketId(new SetId(2), 99);
    private static final String TRACE = "0123456789abcdef0123456789abcdef";

    private final FakeService account = new FakeService();
    private final ServiceClient client =
            new ServiceClient("key", SendDefaults.CHARGE.calls(), new SimpleMeterRegistry());
    private final AccountCharges charges = new AccountCharges(
            client.of(ChargeApi.class, "account-service", List.of(account.url()), Repeat.UNSENT), CODEC);

    AccountChargesTest() throws IOException {}

    @AfterEach
    void close() {
        client.close();
        account.close();
    }

    @ParameterizedTest
    @CsvSource({
        "CHARGED, Charged",
        "KEY_REUSED, KeyReused",
        "USER_FROZEN, UserFrozen",
        "INSUFFICIENT_BALANCE, InsufficientBalance",
        "DAILY_LIMIT_REACHED, DailyLimitReached",
        "VOIDED, Voided",
        "PERHAPS, Unknown",
        "'', Unknown",
        "BOUND, Unknown"
    })
    void understandsEveryOutcome(String outcome, String type) {
        account.answer(200, "{\"outcome\":\"" + outcome + "\",\"more\":1}");
        assertThat(charges.charge(order()).getClass().getSimpleName()).isEqualTo(type);
    }

    @Test
    void sendsWhatAccountServiceReads() {
        account.answer(200, "{\"outcome\":\"BOUND\",\"packetId\":\"" + CODEC.encode(FIRST) + "\"}");
        assertThat(charges.charge(order())).isEqualTo(new ChargeOutcome.Bound(FIRST));
        FakeService.Call charge = account.calls().getFirst();
        assertThat(charge.target()).isEqualTo("/internal/v1/charges");
        assertThat(charge.body())
                .contains("\"packetId\":\"" + CODEC.encode(order().id()) + "\"")
                .contains("\"senderId\":7")
                .contains("\"totalFen\":1000")
                .contains("\"idempotencyKey\":\"k\"")
                .contains("\"requestHash\":\"hash\"");
        assertThat(charge.serviceKey()).isEqualTo("key");
        assertThat(charge.trace()).startsWith("00-" + TRACE);
        account.answer(200, "{\"outcome\":\"VOIDED\"}");
        assertThat(charges.voidCharge(order())).isEqualTo(VoidOutcome.VOIDED);
        assertThat(account.calls().getLast().target())
                .isEqualTo("/internal/v1/charges/" + CODEC.encode(order().id()) + "/void");
        assertThat(account.calls().getLast().body()).isEqualTo("{\"senderId\":7}");
        account.answer(200, "{\"outcome\":\"CHARGED\"}");
        assertThat(charges.voidCharge(order())).isEqualTo(VoidOutcome.CHARGED);
    }

    @Test
    void namesTheZoneOfTheDailyLimitAndAsksWhetherAKeyIsBound() {
        account.answer(200, "{\"outcome\":\"DAILY_LIMIT_REACHED\",\"zone\":\"Asia/Tokyo\"}");
        assertThat(charges.charge(order())).isEqualTo(new ChargeOutcome.DailyLimitReached("Asia/Tokyo"));
        account.answer(200, "{\"outcome\":\"BOUND\"}");
        assertThat(charges.keyOf(UserId.of(7), "k")).isEqualTo(Charges.KeyOutcome.BOUND);
        assertThat(account.calls().getLast().target()).isEqualTo("/internal/v1/charges/key");
        assertThat(account.calls().getLast().body()).isEqualTo("{\"userId\":7,\"idempotencyKey\":\"k\"}");
        account.answer(503, "{}");
        assertThat(charges.keyOf(UserId.of(7), "k")).isEqualTo(Charges.KeyOutcome.UNKNOWN);
    }

    @Test
    void anythingButAnAnswerIsUnknown() {
        account.answer(503, "{}");
        assertThat(charges.charge(order())).isInstanceOf(ChargeOutcome.Unknown.class);
        account.answer(200, "no JSON");
        assertThat(charges.charge(order())).isInstanceOf(ChargeOutcome.Unknown.class);
        account.answer(200, "{}");
        assertThat(charges.voidCharge(order())).isEqualTo(VoidOutcome.UNKNOWN);
    }

    private static Order order() {
        Instant now = Instant.parse("2026-11-23T10:00:00Z");
        return new Order(
                new PacketId(new SetId(1), 5),
                UserId.of(7),
                PacketKind.LUCKY,
                OrderState.ORDERED,
                Fen.of(1000),
                10,
                null,
                null,
                null,
                AudienceKind.LINK,
                "k",
                "hash",
                TRACE,
                now,
                now.plusSeconds(60));
    }
}
