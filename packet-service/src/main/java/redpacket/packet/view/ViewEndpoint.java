package redpacket.packet.view;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import redpacket.common.id.PacketId;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.id.UserId;
import redpacket.common.problem.Problem;
import redpacket.common.web.Paging;
import redpacket.packet.model.PacketKind;
import redpacket.packet.model.Profile;

/** GET /v1/packets/{packetId}. */
@RestController
final class ViewEndpoint {
    private static final Duration COME_BACK_AFTER = Duration.ofSeconds(1);
    private static final Profile UNKNOWN = new Profile(null, null);

    private final ViewPacket view;
    private final PacketIdCodec codec;

    ViewEndpoint(ViewPacket view, PacketIdCodec codec) {
        this.view = view;
        this.codec = codec;
    }

    @GetMapping("/v1/packets/{packetId:[A-Za-z0-9_-]{24}}")
    DetailsAnswer view(
            UserId caller,
            @PathVariable("packetId") String packetId,
            @RequestParam(name = "limit", required = false) @Nullable String limit,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
        PacketId id = codec.decode(packetId).orElseThrow(Problem::notFound);
        return switch (view.view(id, caller, Paging.of(limit, cursor))) {
            case ViewOutcome.NotFound ignored -> throw Problem.notFound();
            case ViewOutcome.Unavailable ignored ->
                throw Problem.unavailable("UNAVAILABLE", "This packet cannot be seen at the moment.", COME_BACK_AFTER);
            case ViewOutcome.Found found -> answer(packetId, caller, found);
        };
    }

    private static DetailsAnswer answer(String packetId, UserId caller, ViewOutcome.Found found) {
        PacketDetails details = found.details();
        PacketTerms terms = details.terms();
        return new DetailsAnswer(
                packetId,
                terms.kind(),
                details.stateAt(found.at()),
                Long.toString(terms.senderId()),
                profileOf(terms.senderId(), found.profiles()),
                Objects.requireNonNullElse(terms.greeting(), ""),
                terms.coverId(),
                terms.totalFen(),
                terms.shareCount(),
                details.openedCount(),
                details.openedFen(),
                terms.createdAt(),
                terms.expiresAt(),
                details.finishedAt().orElse(null),
                details.amountOf(caller.value()).orElse(null),
                details.luckiestUserId().map(String::valueOf).orElse(null),
                found.page().stream()
                        .map(open -> answer(open, found.profiles()))
                        .toList(),
                found.opens().nextCursor());
    }

    private static OpenAnswer answer(LogEntry open, Map<UserId, Profile> profiles) {
        Profile profile = profileOf(open.userId(), profiles);
        return new OpenAnswer(
                Long.toString(open.userId()), profile.nickname(), profile.avatarUrl(), open.amountFen(), open.at());
    }

    private static Profile profileOf(long userId, Map<UserId, Profile> profiles) {
        return profiles.getOrDefault(UserId.of(userId), UNKNOWN);
    }

    record DetailsAnswer(
            String packetId,
            PacketKind kind,
            PacketDetails.State state,
            String senderId,
            Profile sender,
            String greeting,
            @Nullable String coverId,
            long totalFen,
            int count,
            int openedCount,
            long openedFen,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant finishedAt,
            @Nullable Long myAmountFen,
            @Nullable String luckiestUserId,
            List<OpenAnswer> opens,
            @Nullable String nextCursor) {}

    record OpenAnswer(
            String userId,
            @Nullable String nickname,
            @Nullable String avatarUrl,
            long amountFen,
            Instant openedAt) {}
}
