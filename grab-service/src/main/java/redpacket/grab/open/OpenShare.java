package redpacket.grab.open;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import redpacket.common.control.ControlFeed;
import redpacket.common.id.PacketId;
import redpacket.common.id.UserId;
import redpacket.common.set.SetState;
import redpacket.grab.ended.EndedPackets;
import redpacket.grab.lane.GrabSets;
import redpacket.grab.lane.LaneRequest;
import redpacket.grab.lane.Lanes;
import redpacket.grab.model.Ending;
import redpacket.grab.model.OpenOutcome;
import redpacket.grab.model.PacketKind;
import redpacket.grab.model.PacketMemory;

/** Grabs and opens: from memory where it can be answered there, else through the packet's lane. */
@Component
final class OpenShare {
    private final GrabSets sets;
    private final CheckPassword checkPassword;
    private final OpenPrize openPrize;
    private final EndedPackets endedPackets;
    private final ControlFeed control;
    private final java.time.Clock clock;

    OpenShare(
            GrabSets sets,
            CheckPassword checkPassword,
            OpenPrize openPrize,
            EndedPackets endedPackets,
            ControlFeed control,
            java.time.Clock clock) {
        this.sets = sets;
        this.checkPassword = checkPassword;
        this.openPrize = openPrize;
        this.endedPackets = endedPackets;
        this.control = control;
        this.clock = clock;
    }

    /** Whether the set serves at all. */
    boolean isDown(PacketId packet) {
        return control.document().states().get(packet.set()) == SetState.DOWN;
    }

    /** Opens the prize that a shake won, which its packet must be of; what is answered is durable. */
    OpenOutcome openPrize(PacketId packet, UserId user, PacketId prize) {
        Lanes lanes = sets.of(packet.set()).lanes();
        return lanes.load(packet)
                .filter(memory -> memory.terms().isOfCampaign())
                .<OpenOutcome>map(memory -> openPrize.open(lanes, memory, user, prize))
                .orElseGet(OpenOutcome.Unknown::new);
    }

    /** Opens a share; what is answered is durable. */
    OpenOutcome open(PacketId packet, UserId user, @Nullable String password) {
        Lanes lanes = sets.of(packet.set()).lanes();
        PacketMemory memory = lanes.remembered(packet);
        if (memory != null && memory.terms().isOfCampaign()) {
            return openPrize.open(lanes, memory, user, null);
        }
        if (memory == null && password == null) {
            Optional<OpenOutcome> ended = endedElsewhere(packet, user);
            if (ended.isPresent()) {
                return ended.get();
            }
        }
        if (memory == null && password != null) {
            memory = lanes.load(packet).orElse(null);
            if (memory == null) {
                return new OpenOutcome.Unknown();
            }
        }
        if (memory != null) {
            OpenOutcome refusal = refusal(memory, user, password);
            if (refusal != null) {
                return refusal;
            }
            OpenOutcome known = memory.answer(user.value());
            if (known != null) {
                return known;
            }
            return lanes.open(packet, user.value(), true);
        }
        // Not remembered here: the lane loads it with the open, and refuses where a password was due.
        OpenOutcome outcome = lanes.open(packet, user.value(), false);
        PacketMemory loaded = outcome instanceof OpenOutcome.Unknown ? lanes.remembered(packet) : null;
        return loaded != null && loaded.terms().isOfCampaign() ? openPrize.open(lanes, loaded, user, null) : outcome;
    }

    /** How an open without a password ends, where memory alone tells; null where more must be asked. */
    @Nullable
    OpenOutcome openFromMemory(PacketId packet, UserId user) {
        PacketMemory memory = sets.of(packet.set()).lanes().remembered(packet);
        if (memory == null || memory.terms().isOfCampaign()) {
            return null;
        }
        OpenOutcome refusal = refusal(memory, user, null);
        return refusal != null ? refusal : memory.answer(user.value());
    }

    /** The same of a grab. */
    @Nullable
    OpenOutcome grabFromMemory(PacketId packet, UserId user) {
        PacketMemory memory = sets.of(packet.set()).lanes().remembered(packet);
        if (memory == null || memory.terms().isOfCampaign()) {
            return null;
        }
        OpenOutcome refusal = notInvited(memory, user);
        OpenOutcome known = refusal != null ? refusal : memory.answer(user.value());
        return known != null || memory.terms().isExpiredAt(clock.instant()) ? known : new OpenOutcome.Grabbed();
    }

    /** Whether memory has the packet. */
    boolean remembers(PacketId packet) {
        return sets.of(packet.set()).lanes().remembered(packet) != null;
    }

    /** Whether memory has the packet as one of a campaign, whose audience is asked of the database. */
    boolean isKnownOfCampaign(PacketId packet) {
        PacketMemory memory = sets.of(packet.set()).lanes().remembered(packet);
        return memory != null && memory.terms().isOfCampaign();
    }

    /** What Redis knows of a packet, for whoever won nothing of it; empty where the lane has to tell. */
    CompletableFuture<Optional<OpenOutcome>> askElsewhere(PacketId packet, UserId user) {
        return endedPackets.ask(packet).thenApply(ended -> outcomeFor(ended, user));
    }

    /** Puts an open without a password in its lane; waits for nothing. */
    LaneRequest.Open begin(PacketId packet, UserId user, String traceId) {
        return sets.of(packet.set()).lanes().begin(packet, user.value(), traceId);
    }

    private @Nullable OpenOutcome refusal(PacketMemory memory, UserId user, @Nullable String password) {
        OpenOutcome refusal = notInvited(memory, user);
        if (refusal != null) {
            return refusal;
        }
        return memory.terms().kind() == PacketKind.PASSWORD && !checkPassword.isRight(memory, user.value(), password)
                ? new OpenOutcome.WrongPassword()
                : null;
    }

    /** What Redis knows of a packet that has ended: only of use for those who won nothing. */
    private Optional<OpenOutcome> endedElsewhere(PacketId packet, UserId user) {
        return outcomeFor(endedPackets.find(packet), user);
    }

    private static Optional<OpenOutcome> outcomeFor(Optional<EndedPackets.EndedPacket> packet, UserId user) {
        return packet.filter(ended -> !ended.winnersFen().containsKey(user.value()))
                .map(ended ->
                        ended.ending() == Ending.EMPTY ? new OpenOutcome.Empty(true) : new OpenOutcome.Expired(true));
    }

    /** Whether going on to open makes sense. Writes nothing, but for the close of a packet whose time has passed. */
    OpenOutcome grab(PacketId packet, UserId user) {
        Lanes lanes = sets.of(packet.set()).lanes();
        PacketMemory memory = lanes.remembered(packet);
        if (memory == null) {
            Optional<OpenOutcome> ended = endedElsewhere(packet, user);
            if (ended.isPresent()) {
                return ended.get();
            }
            memory = lanes.load(packet).orElse(null);
            if (memory == null) {
                return new OpenOutcome.Unknown();
            }
        }
        if (memory.terms().isOfCampaign()) {
            if (!openPrize.isInvited(memory, user)) {
                return new OpenOutcome.Unknown();
            }
            return afterStanding(lanes, memory, user);
        }
        OpenOutcome refusal = notInvited(memory, user);
        return refusal != null ? refusal : afterStanding(lanes, memory, user);
    }

    private static @Nullable OpenOutcome notInvited(PacketMemory memory, UserId user) {
        return switch (memory.terms().standingOf(user.value())) {
            case STRANGER -> new OpenOutcome.Unknown();
            case ONLOOKER -> new OpenOutcome.NotInAudience();
            case INVITED -> null;
        };
    }

    private OpenOutcome afterStanding(Lanes lanes, PacketMemory memory, UserId user) {
        PacketId packet = memory.terms().packet();
        OpenOutcome known = memory.answer(user.value());
        if (known != null) {
            return known;
        }
        if (memory.terms().isExpiredAt(clock.instant())) {
            // EXPIRED is said only of a durable last entry (rule L2).
            lanes.close(packet);
            PacketMemory closed = lanes.load(packet).orElse(memory);
            OpenOutcome after = closed.answer(user.value());
            return after != null ? after : new OpenOutcome.Grabbed();
        }
        return new OpenOutcome.Grabbed();
    }

    LaneRequest.CloseOutcome close(PacketId packet, boolean recall) {
        return sets.of(packet.set()).lanes().close(packet, recall);
    }

    /** A packet that has ended; empty for one that has not, or is not there. */
    Optional<PacketMemory> ended(PacketId packet) {
        return sets.of(packet.set()).lanes().load(packet).filter(memory -> memory.ending() != null);
    }
}
