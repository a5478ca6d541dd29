package redpacket.packet.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.common.id.UserId;
import redpacket.common.web.Cursors;
import redpacket.common.web.Paging;
import redpacket.packet.MovableClock;
import redpacket.packet.model.AudienceKind;
import redpacket.packet.model.OrderState;
import redpacket.packet.model.PacketKind;
import redpacket.packet.model.Profile;

class ViewPacketTest {
    private static final PacketId ID = new PacketId(new SetId(1), 1);
    private static final UserId SENDER = UserId.of(7);
    private static final UserId NAMED = UserId.of(8);
    private static final UserId STRANGER = UserId.of(9);
    private static final Paging FIRST = paging(null, null);

    private final FakePackets packets = new FakePackets();
    private final Set<SetId> down = new HashSet<>();
    private final ViewPacket view = new ViewPacket(
            packets,
            (set, users) -> users.stream()
                    .filter(SENDER::equals)
                    .collect(Collectors.toMap(Function.identity(), user -> new Profile("seven", null))),
            down::contains,
            new MovableClock("2026-11-23T10:00:30Z"));

    @Test
    void aSetThatIsDownShowsNothing() {
        packets.everywhere(details(OrderState.ACTIVE, AudienceKind.LINK));
        down.add(ID.set());
        assertThat(view.view(ID, SENDER, FIRST)).isInstanceOf(ViewOutcome.Unavailable.class);
    }

    @Test
    void whatIsNowhereOrNotActiveIsNotFound() {
        assertThat(isShown(SENDER)).isFalse();
        packets.everywhere(details(OrderState.ORDERED, AudienceKind.LINK));
        assertThat(isShown(SENDER)).isFalse();
        packets.everywhere(details(OrderState.CANCELLED, AudienceKind.LINK));
        assertThat(isShown(SENDER)).isFalse();
    }

    @Test
    void aLinkIsForEverybody() {
        packets.everywhere(details(OrderState.ACTIVE, AudienceKind.LINK));
        assertThat(isShown(SENDER) && isShown(STRANGER)).isTrue();
    }

    @Test
    void usersAndGroupsAreForTheirMembersAndTheSender() {
        for (AudienceKind audience : List.of(AudienceKind.USERS, AudienceKind.GROUP)) {
            packets.everywhere(details(OrderState.ACTIVE, audience));
            assertThat(isShown(SENDER) && isShown(NAMED)).isTrue();
            assertThat(isShown(STRANGER)).isFalse();
        }
    }

    @Test
    void whatTheReplicaDoesNotHaveYetIsAskedOfThePrimary() {
        packets.primary = details(OrderState.ACTIVE, AudienceKind.USERS);
        assertThat(isShown(NAMED)).isTrue();
        packets.replica = details(OrderState.ORDERED, AudienceKind.USERS);
        assertThat(isShown(NAMED)).isTrue();
        assertThat(isShown(STRANGER)).isFalse();
    }

    @Test
    void aReplicaThatLacksTheLastEntryIsPassedOver() {
        packets.replica = details(OrderState.ACTIVE, AudienceKind.LINK, 8, 300);
        packets.primary = details(OrderState.ACTIVE, AudienceKind.LINK, 8, 300, 9, 200);
        assertThat(found(STRANGER).details().amountOf(9)).contains(200L);
        assertThat(packets.readsOfPrimary).isEqualTo(1);
        packets.replica = packets.primary;
        assertThat(found(STRANGER).details().amountOf(9)).contains(200L);
        assertThat(packets.readsOfPrimary).isEqualTo(1);
    }

    @Test
    void whileThePrimaryIsAwayTheReplicaIsEnough() {
        packets.replica = details(OrderState.ACTIVE, AudienceKind.LINK, 8, 300);
        packets.primaryAnswers = false;
        assertThat(found(STRANGER).details().openedCount()).isEqualTo(1);
    }

    @Test
    void opensComePageByPageOldestFirst() {
        packets.everywhere(details(OrderState.ACTIVE, AudienceKind.LINK, 8, 300, 9, 200, 10, 100, 0, 400));
        ViewOutcome.Found page = found(SENDER, paging("2", null));
        assertThat(page.page()).extracting(LogEntry::userId).containsExactly(8L, 9L);
        ViewOutcome.Found rest = found(SENDER, paging("2", page.opens().nextCursor()));
        assertThat(rest.page()).extracting(LogEntry::userId).containsExactly(10L);
        assertThat(rest.opens().nextCursor()).isNull();
    }

    @Test
    void namesAreThoseThatAreKnown() {
        packets.everywhere(details(OrderState.ACTIVE, AudienceKind.LINK, 8, 300));
        assertThat(found(SENDER).profiles()).isEqualTo(Map.of(SENDER, new Profile("seven", null)));
    }

    private boolean isShown(UserId caller) {
        return view.view(ID, caller, FIRST) instanceof ViewOutcome.Found;
    }

    private ViewOutcome.Found found(UserId caller) {
        return found(caller, FIRST);
    }

    private ViewOutcome.Found found(UserId caller, Paging paging) {
        ViewOutcome outcome = view.view(ID, caller, paging);
        assertThat(outcome).isInstanceOf(ViewOutcome.Found.class);
        return (ViewOutcome.Found) outcome;
    }

    private static Paging paging(@Nullable String limit, @Nullable String cursor) {
        Cursors cursors = new Cursors("a secret");
        return Paging.of(cursors, new Cursors.Scope(SENDER, "opens", List.of()), limit, cursor);
    }

    private static PacketDetails details(OrderState state, AudienceKind audience, long... usersAndAmounts) {
        return new PacketDetails(
                PacketDetailsTest.terms(PacketKind.LUCKY, 5, state, audience, null),
                PacketDetailsTest.log(usersAndAmounts));
    }

    private static final class FakePackets implements Packets {
        @Nullable
        PacketDetails replica;

        @Nullable
        PacketDetails primary;

        boolean primaryAnswers = true;
        int readsOfPrimary;

        void everywhere(PacketDetails details) {
            replica = details;
            primary = details;
        }

        @Override
        public Optional<Seen> read(PacketId id, UserId caller) {
            return seen(replica, caller);
        }

        @Override
        public Optional<Seen> readFromPrimary(PacketId id, UserId caller) {
            if (!primaryAnswers) {
                throw new IllegalStateException("away");
            }
            readsOfPrimary++;
            return seen(primary, caller);
        }

        @Override
        public OptionalInt lastSequenceOnPrimary(PacketId id) {
            return primaryAnswers && primary != null ? OptionalInt.of(primary.lastSequence()) : OptionalInt.empty();
        }

        private static Optional<Seen> seen(@Nullable PacketDetails details, UserId caller) {
            return Optional.ofNullable(details).map(found -> new Seen(found, caller.equals(NAMED)));
        }
    }
}
