package redpacket.grab.open;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.springframework.stereotype.Component;
import redpacket.grab.ended.EndedPackets;
import redpacket.grab.ended.EndedPackets.EndedPacket;
import redpacket.grab.lane.Lanes;
import redpacket.grab.lane.ServedSets;
import redpacket.grab.model.OpenOutcome;
import redpacket.grab.model.PacketMemory;

/** Tells a user whether an open makes sense. Writes nothing but the closing entry of an expired packet. */
@Component
final class GrabPacket {
    private final ServedSets sets;
    private final EndedPackets endedPackets;
    private final PacketAccess access;

    GrabPacket(ServedSets sets, EndedPackets endedPackets, PacketAccess access) {
        this.sets = sets;
        this.endedPackets = endedPackets;
        this.access = access;
    }

    /**
     * Never blocks, and completes at once where memory decides. Memory that is not current is good enough: what it says
     * of shares and ends is durable, and GRABBED is no promise. So grabs go on while the set cannot commit.
     */
    CompletionStage<OpenOutcome> grab(OpenCommand command) {
        Lanes lanes = sets.of(command.packet().set()).lanes();
        PacketMemory memory = lanes.lastKnown(command.packet());
        return memory != null
                ? grabKnown(command, lanes, memory)
                : endedPackets.find(command.packet()).thenCompose(ended -> grabUnlessEnded(command, lanes, ended));
    }

    private CompletionStage<OpenOutcome> grabUnlessEnded(
            OpenCommand command, Lanes lanes, Optional<EndedPacket> ended) {
        Optional<OpenOutcome> outcome =
                ended.flatMap(packet -> packet.outcomeFor(command.user().value()));
        if (outcome.isPresent()) {
            return CompletableFuture.completedFuture(outcome.get());
        }
        return lanes.load(command.packet())
                .thenCompose(found -> found.isPresent()
                        ? grabKnown(command, lanes, found.get())
                        : CompletableFuture.completedFuture(new OpenOutcome.Unknown()));
    }

    private CompletionStage<OpenOutcome> grabKnown(OpenCommand command, Lanes lanes, PacketMemory memory) {
        return access.of(memory, command.user(), null).thenCompose(result -> switch (result) {
            case PacketAccess.Refused refused -> CompletableFuture.completedFuture(refused.outcome());
            case PacketAccess.Allowed ignored -> grabAllowed(command, lanes, memory);
        });
    }

    private CompletionStage<OpenOutcome> grabAllowed(OpenCommand command, Lanes lanes, PacketMemory memory) {
        long user = command.user().value();
        OpenOutcome known = memory.answer(user);
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        if (!lanes.isExpired(memory.terms())) {
            return CompletableFuture.completedFuture(new OpenOutcome.Grabbed());
        }
        // EXPIRED is answered only from a durable last entry (rule L2).
        return lanes.close(command.packet(), false, command.traceId())
                .thenCompose(closed -> lanes.load(command.packet()))
                .thenApply(found -> found.map(packet -> packet.answer(user)).orElseGet(OpenOutcome.Grabbed::new));
    }
}
