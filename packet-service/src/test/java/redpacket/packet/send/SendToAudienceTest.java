package redpacket.packet.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import redpacket.common.id.NumberGenerator;
import redpacket.common.id.UserId;
import redpacket.packet.MovableClock;
import redpacket.packet.send.SendOutcome.Sent;
import redpacket.packet.send.SendOutcome.UnknownGroup;

class SendToAudienceTest {
    private static final UserId SENDER = UserId.of(7);
    private static final UserId FRIEND = UserId.of(8);
    private static final UserId OTHER = UserId.of(9);

    private final Map<Long, List<UserId>> members = new HashMap<>();
    private final FakeOrders orders = new FakeOrders();
    private final FakeCharges charges = new FakeCharges();
    private final MovableClock clock = new MovableClock("2026-11-23T10:00:00Z");
    private final SendToAudience send = new SendToAudience(
            group -> Optional.ofNullable(members.get(group)),
            new SendPacket(
                    new FakeSets(),
                    orders,
                    charges,
                    password -> "hash",
                    new RequestHash(new byte[32]),
                    new NumberGenerator(clock, 1),
                    clock));

    @Test
    void storesWhoIsInTheGroupWithTheOrder() {
        members.put(5L, List.of(SENDER, FRIEND));
        Sent sent = (Sent) send("key", toGroup("5"));
        assertThat(orders.audiences.get(sent.order().id())).containsExactly(SENDER, FRIEND);
        members.put(5L, List.of(SENDER, OTHER));
        assertThat(orders.audiences.get(sent.order().id())).containsExactly(SENDER, FRIEND);
    }

    @Test
    void aGroupThatIsUnknownAndOneThatTheSenderIsNotInLookTheSameAndCostNothing() {
        members.put(5L, List.of(FRIEND));
        assertThat(send("key", toGroup("5"))).isEqualTo(new UnknownGroup());
        assertThat(send("key", toGroup("6"))).isEqualTo(new UnknownGroup());
        assertThat(charges.charged).isEmpty();
        assertThat(orders.rows).isEmpty();
    }

    @Test
    void aRepeatIsTheFirstPacketWhoeverHasComeOrGoneSince() {
        members.put(5L, List.of(SENDER, FRIEND));
        Sent first = (Sent) send("key", toGroup("5"));
        members.put(5L, List.of(SENDER, FRIEND, OTHER));
        assertThat(((Sent) send("key", toGroup("5"))).order().id())
                .isEqualTo(first.order().id());
        members.put(5L, List.of(FRIEND));
        Sent again = (Sent) send("key", toGroup("5"));
        assertThat(again.order().id()).isEqualTo(first.order().id());
        assertThat(charges.charged).containsExactly(first.order().id());
        assertThat(send("another", toGroup("5"))).isEqualTo(new UnknownGroup());
    }

    @Test
    void aKeyThatPaidForAnotherGroupIsReused() {
        members.put(5L, List.of(SENDER));
        members.put(6L, List.of(SENDER));
        send("key", toGroup("5"));
        assertThat(send("key", toGroup("6"))).isEqualTo(new SendOutcome.KeyReused());
        assertThat(send("key", toGroup("7"))).isEqualTo(new SendOutcome.KeyReused());
        assertThat(send("free", toGroup("7"))).isEqualTo(new UnknownGroup());
    }

    private SendOutcome send(String key, SendCommand command) {
        return send.send(SENDER, key, command);
    }

    private static SendCommand toGroup(String group) {
        return new SendRules(SendDefaults.SEND)
                .check(
                        SENDER,
                        SendRulesTest.request(r -> r.audience = new SendRequest.AudienceRequest("GROUP", group, null)));
    }
}
