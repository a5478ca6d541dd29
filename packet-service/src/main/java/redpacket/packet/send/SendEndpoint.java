package redpacket.packet.send;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import redpacket.common.control.Switch;
import redpacket.common.control.Switches;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.id.UserId;
import redpacket.common.problem.Problem;
import redpacket.common.web.Headers;
import redpacket.common.web.IdempotencyKey;
import redpacket.packet.model.OrderState;
import redpacket.packet.model.PacketKind;

/** POST /v1/packets. */
@RestController
final class SendEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(SendEndpoint.class);

    private final SendRules rules;
    private final SendToAudience send;
    private final PacketIdCodec codec;
    private final SendSettings settings;
    private final SendMetrics metrics;
    private final Switches switches;

    SendEndpoint(
            SendRules rules,
            SendToAudience send,
            PacketIdCodec codec,
            SendSettings settings,
            SendMetrics metrics,
            Switches switches) {
        this.rules = rules;
        this.send = send;
        this.codec = codec;
        this.settings = settings;
        this.metrics = metrics;
        this.switches = switches;
    }

    @PostMapping("/v1/packets")
    @ResponseStatus(HttpStatus.CREATED)
    SentAnswer send(
            UserId caller,
            @RequestHeader(name = Headers.IDEMPOTENCY_KEY, required = false) @Nullable String key,
            @RequestBody SendRequest request) {
        IdempotencyKey idempotencyKey = IdempotencyKey.from(key);
        SendCommand command = rules.check(caller, request);
        if (!switches.isOn(Switch.ofNewPackets(command.kind().name()))) {
            // Repeats too: the sweeper ends an earlier charged one, and a repeat gets its answer once the switch is on.
            throw Problem.unavailable(
                    "SWITCHED_OFF",
                    "Packets of this kind are not sent at present. Send the same request with the same key later.",
                    Duration.ofMillis(settings.switchedOffRetryAfterMillis()));
        }
        long begun = System.nanoTime();
        SendOutcome outcome = send.send(caller, idempotencyKey.value(), command);
        long nanos = System.nanoTime() - begun;
        metrics.sent(outcome, nanos);
        log(caller, command, outcome, nanos);
        return switch (outcome) {
            case SendOutcome.UnknownGroup ignored -> throw Problem.notFound();
            case SendOutcome.KeyReused ignored ->
                throw Problem.of(422, "IDEMPOTENCY_KEY_REUSED", "This Idempotency-Key was used for another request.");
            case SendOutcome.UserFrozen ignored ->
                throw Problem.of(403, "USER_FROZEN", "The wallet is frozen. It still receives money.");
            case SendOutcome.InsufficientBalance ignored ->
                throw Problem.of(402, "INSUFFICIENT_BALANCE", "The wallet does not hold enough.");
            case SendOutcome.DailyLimitReached reached ->
                throw Problem.of(403, "DAILY_LIMIT_REACHED", "The daily limit of what may be sent is reached.")
                        .with("zone", reached.zone());
            case SendOutcome.Unavailable ignored ->
                throw Problem.unavailable(
                        "UNAVAILABLE",
                        "The packet cannot be sent at the moment. Send the same request with the same key again.",
                        Duration.ofMillis(settings.retryAfterMillis()));
            case SendOutcome.Sent sent -> answer(sent.order());
        };
    }

    private SentAnswer answer(Order order) {
        String packetId = codec.encode(order.id());
        return new SentAnswer(
                packetId,
                OrderState.ACTIVE,
                order.kind(),
                order.total().value(),
                order.count(),
                URI.create(settings.shareUrlBase() + packetId),
                order.createdAt(),
                order.expiresAt());
    }

    private void log(UserId caller, SendCommand command, SendOutcome outcome, long nanos) {
        var line = LOG.atInfo()
                .addKeyValue("outcome", SendMetrics.tagOf(outcome))
                .addKeyValue("userId", caller.value())
                .addKeyValue("kind", command.kind())
                .addKeyValue("count", command.count())
                .addKeyValue("totalFen", command.total().value())
                .addKeyValue("tookMillis", nanos / 1_000_000);
        if (outcome instanceof SendOutcome.Sent sent) {
            line = line.addKeyValue("packetId", codec.encode(sent.order().id()));
        }
        line.log("send");
    }

    record SentAnswer(
            String packetId,
            OrderState state,
            PacketKind kind,
            long totalFen,
            int count,
            URI shareUrl,
            Instant createdAt,
            Instant expiresAt) {}
}
