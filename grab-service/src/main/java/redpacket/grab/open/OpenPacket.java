package redpacket.grab.open;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import redpacket.grab.ended.EndedPackets;
import redpacket.grab.ended.EndedPackets.EndedPacket;
import redpacket.grab.lane.Lanes;
import redpacket.grab.lane.ServedSets;
import redpacket.grab.model.OpenOutcome;
import redpacket.grab.model.PacketKind;
import redpacket.grab.model.PacketMemory;
import redpacket.grab.model.Pass;

/** Opens a share of a packet. */
@Component
final class OpenPacket {
    private final ServedSets sets;
    private final EndedPackets endedPackets;
    private final PacketAccess access;
    private final CheckPassword passwords;

    OpenPacket(ServedSets sets, EndedPackets endedPackets, PacketAccess access, CheckPassword passwords) {
        this.sets = sets;
        this.endedPackets = endedPackets;
        this.access = access;
        this.passwords = passwords;
    }

    /**
     * Never blocks, and completes at once where memory decides. The outcome is durable. A set or a lane that cannot
     * decide fails the stage, or throws.
     */
    CompletionStage<OpenOutcome> open(OpenCommand command) {
        Lanes lanes = sets.of(command.packet().set()).lanes();
        PacketMemory memory = lanes.remembered(command.packet());
        if (memory != null) {
            return openKnown(command, lanes, memory);
        }
        if (command.prize() != null) {
            return loadAndOpen(command, lanes);
        }
        return endedPackets.find(command.packet()).thenCompose(ended -> openUnlessEnded(command, lanes, ended));
    }

    private CompletionStage<OpenOutcome> openUnlessEnded(
            OpenCommand command, Lanes lanes, Optional<EndedPacket> ended) {
        Optional<OpenOutcome> outcome =
                ended.flatMap(packet -> packet.outcomeFor(command.user().value()));
        if (outcome.isPresent()) {
            return CompletableFuture.completedFuture(outcome.get());
        }
        // The lane loads the packet in the open's own transaction, and knows neither passes nor passwords.
        return openInLane(command, lanes, false, null)
                .thenCompose(decided ->
                        decided instanceof OpenOutcome.Unknown || decided instanceof OpenOutcome.WrongPassword
                                ? loadAndOpen(command, lanes)
                                : CompletableFuture.completedFuture(decided));
    }

    private CompletionStage<OpenOutcome> loadAndOpen(OpenCommand command, Lanes lanes) {
        return lanes.load(command.packet())
                .thenCompose(found -> found.isPresent()
                        ? openKnown(command, lanes, found.get())
                        : CompletableFuture.completedFuture(new OpenOutcome.Unknown()));
    }

    private CompletionStage<OpenOutcome> openKnown(OpenCommand command, Lanes lanes, PacketMemory memory) {
        return access.of(memory, command.user(), command.prize()).thenCompose(result -> switch (result) {
            case PacketAccess.Refused refused -> CompletableFuture.completedFuture(refused.outcome());
            case PacketAccess.Allowed allowed -> openAllowed(command, lanes, memory, allowed);
        });
    }

    private CompletionStage<OpenOutcome> openAllowed(
            OpenCommand command, Lanes lanes, PacketMemory memory, PacketAccess.Allowed allowed) {
        if (memory.terms().kind() != PacketKind.PASSWORD) {
            return answerOrOpen(command, lanes, memory, allowed);
        }
        return passwords
                .isRight(memory, command.user().value(), command.password())
                .thenCompose(right -> right
                        ? answerOrOpen(command, lanes, memory, allowed)
                        : CompletableFuture.completedFuture(new OpenOutcome.WrongPassword()));
    }

    private CompletionStage<OpenOutcome> answerOrOpen(
            OpenCommand command, Lanes lanes, PacketMemory memory, PacketAccess.Allowed allowed) {
        OpenOutcome known = memory.answer(command.user().value());
        return known != null
                ? CompletableFuture.completedFuture(known)
                : openInLane(command, lanes, true, allowed.pass());
    }

    private static CompletionStage<OpenOutcome> openInLane(
            OpenCommand command, Lanes lanes, boolean passwordChecked, @Nullable Pass pass) {
        return lanes.open(
                command.packet(),
                command.user().value(),
                passwordChecked,
                pass,
                command.traceId(),
                command.queuedNanos());
    }
}
