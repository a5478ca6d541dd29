package redpacket.grab.open;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import redpacket.common.id.PacketId;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.id.UserId;
import redpacket.common.problem.Problem;
import redpacket.common.web.Headers;
import redpacket.grab.lane.LaneRequest.CloseOutcome;
import redpacket.grab.lane.LaneUnavailableException;
import redpacket.grab.model.Ending;
import redpacket.grab.model.OpenOutcome;
import redpacket.grab.model.PacketMemory;

@RestController
final class OpenEndpoint {
    private static final int PASSWORD_CHARACTERS_MAX = 32;

    private final OpenShare openShare;
    private final PacketIdCodec codec;
    private final OpenCounters counters;
    private final OwnerRpcServer ownerRpc;

    OpenEndpoint(OpenShare openShare, PacketIdCodec codec, OpenCounters counters, OwnerRpcServer ownerRpc) {
        this.openShare = openShare;
        this.codec = codec;
        this.counters = counters;
        this.ownerRpc = ownerRpc;
    }

    @PostMapping("/v1/packets/{packetId}/grab")
    ResponseEntity<Answer> grab(
            UserId user,
            @PathVariable("packetId") String packetId,
            @RequestBody(required = false) @Nullable Nothing body) {
        PacketId packet = packet(packetId);
        OpenOutcome outcome = served(() -> openShare.grab(packet, user));
        counters.count("grab", outcome);
        return switch (outcome) {
            case OpenOutcome.Unknown ignored -> throw Problem.notFound();
            case OpenOutcome.NotInAudience ignored -> throw OpenProblems.notInAudience();
            case OpenOutcome.WrongPassword ignored -> throw OpenProblems.wrongPassword();
            case OpenOutcome.Opened opened -> ResponseEntity.ok(Answer.already(opened));
            case OpenOutcome.Empty empty -> ended(Ending.EMPTY, empty.openToAll());
            case OpenOutcome.Expired expired -> ended(Ending.EXPIRED, expired.openToAll());
            case OpenOutcome.Grabbed ignored -> ResponseEntity.ok(Answer.of("GRABBED"));
        };
    }

    @PostMapping("/v1/packets/{packetId}/open")
    ResponseEntity<Answer> open(
            UserId user,
            @PathVariable("packetId") String packetId,
            @RequestBody(required = false) @Nullable OpenRequest request) {
        PacketId packet = packet(packetId);
        String password = request == null ? null : request.checkedPassword();
        String prizeText = request == null ? null : request.prizeId();
        OpenOutcome outcome = prizeText == null
                ? served(() -> openShare.open(packet, user, password))
                : served(() -> openShare.openPrize(packet, user, prize(prizeText)));
        counters.count("open", outcome);
        return switch (outcome) {
            case OpenOutcome.Unknown ignored -> throw Problem.notFound();
            case OpenOutcome.NotInAudience ignored -> throw OpenProblems.notInAudience();
            case OpenOutcome.WrongPassword ignored -> throw OpenProblems.wrongPassword();
            case OpenOutcome.Opened opened -> ResponseEntity.ok(Answer.of(opened));
            case OpenOutcome.Empty empty -> ended(Ending.EMPTY, empty.openToAll());
            case OpenOutcome.Expired expired -> ended(Ending.EXPIRED, expired.openToAll());
            case OpenOutcome.Grabbed ignored -> throw new IllegalStateException("an open ends in more than a grab");
        };
    }

    @PostMapping("/internal/v1/packets/{packetId}/close")
    CloseAnswer close(
            @PathVariable("packetId") String packetId,
            @RequestParam(name = "recall", defaultValue = "false") boolean recall) {
        PacketId packet = packet(packetId);
        return switch (served(() -> openShare.close(packet, recall))) {
            case CloseOutcome.Unknown ignored -> throw Problem.notFound();
            case CloseOutcome.NotExpired ignored ->
                throw Problem.of(409, "NOT_EXPIRED", "The packet's time has not passed.");
            case CloseOutcome.Closed closed -> new CloseAnswer(true, closed.refundFen());
        };
    }

    @GetMapping("/internal/v1/packets/{packetId}/winners")
    WinnersAnswer winners(@PathVariable("packetId") String packetId) {
        PacketId packet = packet(packetId);
        PacketMemory memory = served(() -> openShare.ended(packet)).orElseThrow(Problem::notFound);
        Ending ending = memory.ending();
        return new WinnersAnswer(
                ending == null ? Ending.EMPTY : ending,
                memory.shares().keySet().stream().map(String::valueOf).toList());
    }

    @GetMapping("/internal/v1/ready")
    ReadyAnswer ready() {
        return new ReadyAnswer(true, ownerRpc.port());
    }

    private PacketId prize(String text) {
        return codec.decode(text).orElseThrow(Problem::notFound);
    }

    private PacketId packet(String text) {
        PacketId packet = codec.decode(text).orElseThrow(Problem::notFound);
        if (openShare.isDown(packet)) {
            throw OpenProblems.unavailable();
        }
        return packet;
    }

    private static <T> T served(java.util.function.Supplier<T> work) {
        try {
            return work.get();
        } catch (LaneUnavailableException e) {
            throw OpenProblems.unavailable();
        }
    }

    private static ResponseEntity<Answer> ended(Ending ending, boolean openToAll) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (openToAll) {
            answer.header(Headers.PACKET_ENDED, ending.name());
        }
        return answer.body(Answer.of(ending.name()));
    }

    /** A body with no fields. */
    record Nothing() {}

    record OpenRequest(@Nullable String password, @Nullable String prizeId) {
        @Nullable
        String checkedPassword() {
            if (password != null
                    && (password.isEmpty()
                            || password.codePointCount(0, password.length()) > PASSWORD_CHARACTERS_MAX)) {
                throw Problem.invalid(
                        "INVALID_PASSWORD", "password has 1 to " + PASSWORD_CHARACTERS_MAX + " characters.");
            }
            return password;
        }

        @Override
        public String toString() {
            return "OpenRequest[…]";
        }
    }

    record Answer(
            String outcome,
            @Nullable Long amountFen,
            @Nullable Integer sequence,
            @Nullable Integer remainingCount,
            @Nullable Instant openedAt,
            @Nullable Boolean replayed) {
        static Answer of(String outcome) {
            return new Answer(outcome, null, null, null, null, null);
        }

        static Answer of(OpenOutcome.Opened opened) {
            return new Answer(
                    "OPENED",
                    opened.amountFen(),
                    opened.sequence(),
                    opened.remainingCount(),
                    opened.openedAt(),
                    opened.replayed() ? Boolean.TRUE : null);
        }

        static Answer already(OpenOutcome.Opened opened) {
            return new Answer("ALREADY_OPENED", opened.amountFen(), null, null, null, null);
        }
    }

    record CloseAnswer(boolean closed, long refundFen) {}

    record WinnersAnswer(Ending outcome, List<String> userIds) {}

    /** OwnerConnection: the port where grabs and opens are taken, many on one connection. */
    record ReadyAnswer(boolean ready, int ownerRpcPort) {}
}
