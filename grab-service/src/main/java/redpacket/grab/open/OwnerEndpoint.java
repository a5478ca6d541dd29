package redpacket.grab.open;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import redpacket.common.id.PacketId;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.problem.Problem;
import redpacket.common.trace.Trace;
import redpacket.common.web.Failures;
import redpacket.grab.lane.LaneRequest.CloseOutcome;
import redpacket.grab.lane.LaneUnavailableException;
import redpacket.grab.lane.Lanes;
import redpacket.grab.lane.ServedSets;
import redpacket.grab.model.Ending;

/** The calls of other services to a packet's owner. */
@RestController
final class OwnerEndpoint {
    private final ServedSets sets;
    private final PacketIdCodec codec;
    private final Failures failures;
    private final OwnerRpcServer ownerRpc;

    OwnerEndpoint(ServedSets sets, PacketIdCodec codec, Failures failures, OwnerRpcServer ownerRpc) {
        this.sets = sets;
        this.codec = codec;
        this.failures = failures;
        this.ownerRpc = ownerRpc;
    }

    @PostMapping("/internal/v1/packets/{packetId}/close")
    CloseAnswer close(
            @PathVariable("packetId") String packetId,
            @RequestParam(name = "recall", defaultValue = "false") boolean recall) {
        PacketId packet = decode(packetId);
        return switch (await(() -> lanes(packet).close(packet, recall, Trace.currentId()))) {
            case CloseOutcome.Unknown ignored -> throw Problem.notFound();
            case CloseOutcome.NotExpired ignored ->
                throw Problem.of(409, "NOT_EXPIRED", "The packet's time has not passed.");
            case CloseOutcome.Closed closed -> new CloseAnswer(true, closed.refundFen());
        };
    }

    /** 404 also for a packet that has not ended. */
    @GetMapping("/internal/v1/packets/{packetId}/winners")
    WinnersAnswer winners(@PathVariable("packetId") String packetId) {
        PacketId packet = decode(packetId);
        return await(() -> lanes(packet).load(packet))
                .flatMap(memory -> Optional.ofNullable(memory.ending())
                        .map(ending -> new WinnersAnswer(
                                ending,
                                memory.shares().keySet().stream()
                                        .map(String::valueOf)
                                        .toList())))
                .orElseThrow(Problem::notFound);
    }

    @GetMapping("/internal/v1/ready")
    ReadyAnswer ready() {
        return new ReadyAnswer(true, ownerRpc.port());
    }

    private Lanes lanes(PacketId packet) {
        return sets.of(packet.set()).lanes();
    }

    private PacketId decode(String id) {
        return codec.decode(id).orElseThrow(Problem::notFound);
    }

    private <T> T await(Supplier<CompletableFuture<T>> work) {
        try {
            return work.get().join();
        } catch (CompletionException | LaneUnavailableException e) {
            throw AnswerCalls.problemOf(e, failures);
        }
    }

    record CloseAnswer(boolean closed, long refundFen) {}

    record WinnersAnswer(Ending outcome, List<String> userIds) {}

    /** The port of the owner RPC. */
    record ReadyAnswer(boolean ready, int ownerRpcPort) {}
}
