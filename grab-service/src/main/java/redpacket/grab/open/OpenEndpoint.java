package redpacket.grab.open;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import redpacket.common.id.PacketId;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.id.UserId;
import redpacket.common.owner.OpenFrame.Verb;
import redpacket.common.problem.Problem;
import redpacket.common.trace.Trace;
import redpacket.common.web.Headers;

/** Grabs and opens by HTTP. A request waits on its own virtual thread. */
@RestController
final class OpenEndpoint {
    private static final int PASSWORD_CHARACTERS_MAX = 32;

    private final AnswerCalls calls;
    private final PacketIdCodec codec;

    OpenEndpoint(AnswerCalls calls, PacketIdCodec codec) {
        this.calls = calls;
        this.codec = codec;
    }

    @PostMapping("/v1/packets/{packetId}/grab")
    ResponseEntity<String> grab(
            UserId user,
            @PathVariable("packetId") String packetId,
            @RequestBody(required = false) @Nullable Nothing body) {
        return answer(Verb.GRAB, command(packetId, user, null, null));
    }

    @PostMapping("/v1/packets/{packetId}/open")
    ResponseEntity<String> open(
            UserId user,
            @PathVariable("packetId") String packetId,
            @RequestBody(required = false) @Nullable OpenRequest request) {
        return answer(
                Verb.OPEN,
                request == null
                        ? command(packetId, user, null, null)
                        : command(packetId, user, request.checkedPassword(), request.prizeId()));
    }

    private OpenCommand command(String packetId, UserId user, @Nullable String password, @Nullable String prizeId) {
        return new OpenCommand(
                decode(packetId),
                user,
                password,
                prizeId == null ? null : decode(prizeId),
                Trace.currentId(),
                queuedNanos -> {});
    }

    private PacketId decode(String id) {
        return codec.decode(id).orElseThrow(Problem::notFound);
    }

    private ResponseEntity<String> answer(Verb verb, OpenCommand command) {
        OpenAnswer answer = calls.answer(verb, command).toCompletableFuture().join();
        ResponseEntity.BodyBuilder response = ResponseEntity.status(answer.status())
                .contentType(answer.status() < 400 ? MediaType.APPLICATION_JSON : MediaType.APPLICATION_PROBLEM_JSON);
        if (answer.ended() != null) {
            response.header(Headers.PACKET_ENDED, answer.ended().name());
        }
        if (answer.retryAfterSeconds() > 0) {
            response.header(HttpHeaders.RETRY_AFTER, Integer.toString(answer.retryAfterSeconds()));
        }
        return response.body(answer.json());
    }

    /** A body without fields. */
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

        /** Shows no password. */
        @Override
        public String toString() {
            return "OpenRequest[…]";
        }
    }
}
