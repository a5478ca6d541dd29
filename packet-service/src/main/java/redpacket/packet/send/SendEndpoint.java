package redpacket.packet.send;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.id.UserId;
import redpacket.common.problem.Problem;
import redpacket.common.web.Headers;
import redpacket.common.web.IdempotencyKey;
import redpacket.packet.model.PacketKind;

@RestController
final class SendEndpoint {
    private static final Duration COME_BACK_AFTER = Duration.ofMillis(500);

    private final CheckRequest checkRequest;
    private final SendPacket sendPacket;
    private final PacketIdCodec codec;
    private final SendSettings settings;
    private final MeterRegistry meters;

    SendEndpoint(
            CheckRequest checkRequest,
            SendPacket sendPacket,
            PacketIdCodec codec,
            SendSettings settings,
            MeterRegistry meters) {
        this.checkRequest = checkRequest;
        this.sendPacket = sendPacket;
        this.codec = codec;
        this.settings = settings;
        this.meters = meters;
    }

    @PostMapping("/v1/packets")
    @ResponseStatus(HttpStatus.CREATED)
    SentAnswer send(
            UserId sender,
            @RequestHeader(name = Headers.IDEMPOTENCY_KEY, required = false) @Nullable String key,
            @RequestBody SendRequest request) {
        IdempotencyKey checked = IdempotencyKey.from(key);
        Draft draft = checkRequest.check(sender, request);
        SendOutcome outcome = sendPacket.send(sender, draft, checked.value());
        meters.counter(
                        "redpacket.sends",
                        "outcome",
                        outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                .increment();
        return switch (outcome) {
            case SendOutcome.KeyReused ignored ->
                throw Problem.of(
                        422, "IDEMPOTENCY_KEY_REUSED", "This Idempotency-Key belongs to another request of yours.");
            case SendOutcome.InsufficientBalance ignored ->
                throw Problem.of(402, "INSUFFICIENT_BALANCE", "The wallet holds less than totalFen.");
            case SendOutcome.DailyLimitReached ignored ->
                throw Problem.of(403, "DAILY_LIMIT_REACHED", "With this packet you would send too much today.");
            case SendOutcome.Sent sent -> answer(sent);
            case SendOutcome.TryAgain ignored ->
                throw Problem.unavailable(
                        "UNAVAILABLE",
                        "Sending is not possible at the moment. Repeat the request with the same Idempotency-Key.",
                        COME_BACK_AFTER);
        };
    }

    private SentAnswer answer(SendOutcome.Sent sent) {
        String id = codec.encode(sent.packet());
        return new SentAnswer(
                id,
                "ACTIVE",
                sent.row().kind(),
                sent.row().totalFen(),
                sent.row().shareCount(),
                sent.row().coverId(),
                settings.shareUrlBase() + id,
                sent.row().createdAt(),
                sent.row().expiresAt());
    }

    record SentAnswer(
            String packetId,
            String state,
            PacketKind kind,
            long totalFen,
            int count,
            @Nullable String coverId,
            String shareUrl,
            Instant createdAt,
            Instant expiresAt) {}
}
