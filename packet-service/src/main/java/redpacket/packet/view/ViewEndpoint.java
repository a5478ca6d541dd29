package redpacket.packet.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
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
    private final Thanks thanks;
    private final PacketIdCodec codec;

    ViewEndpoint(ViewPacket view, Thanks thanks, PacketIdCodec codec) {
        this.view = view;
        this.thanks = thanks;
        this.codec = codec;
    }

    @GetMapping("/v1/packets/{packetId:[A-Za-z0-9_-]{24}}")
    DetailsAnswer view(UserId caller, @PathVariable("packetId") String packetId, Paging paging) {
        PacketId id = codec.decode(packetId).orElseThrow(Problem::notFound);
        return switch (view.view(id, caller, paging)) {
            case ViewOutcome.NotFound ignored -> throw Problem.notFound();
            case ViewOutcome.Unavailable ignored -> throw unavailable();
            case ViewOutcome.Found found -> answer(packetId, caller, found);
        };
    }

    static Problem unavailable() {
        return Problem.unavailable("UNAVAILABLE", "This packet cannot be seen at the moment.", COME_BACK_AFTER);
    }

    private DetailsAnswer answer(String packetId, UserId caller, ViewOutcome.Found found) {
        PacketDetails details = found.details();
        PacketTerms terms = details.terms();
        Set<UserId> openers =
                found.page().stream().map(open -> UserId.of(open.userId())).collect(Collectors.toSet());
        Map<UserId, String> given = thanks.of(packetId, openers);
        return new DetailsAnswer(
                packetId,
                terms.kind(),
                details.stateAt(found.at()),
                Long.toString(terms.senderId()),
                SenderAnswer.of(profileOf(terms.senderId(), found.profiles())),
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
                        .map(open -> answer(open, found.profiles(), given))
                        .toList(),
                found.opens().nextCursor());
    }

    private static OpenAnswer answer(LogEntry open, Map<UserId, Profile> profiles, Map<UserId, String> thanks) {
        Profile profile = profileOf(open.userId(), profiles);
        return new OpenAnswer(
                Long.toString(open.userId()),
                profile.nickname(),
                profile.avatarUrl(),
                open.amountFen(),
                open.at(),
                thanks.get(UserId.of(open.userId())));
    }

    private static Profile profileOf(long userId, Map<UserId, Profile> profiles) {
        return profiles.getOrDefault(UserId.of(userId), UNKNOWN);
    }

    record DetailsAnswer(
            String packetId,
            PacketKind kind,
            PacketDetails.State state,
            String senderId,
            SenderAnswer sender,
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

    /** Both fields are always there: null while the sender has no profile, or names are turned off. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record SenderAnswer(@Nullable String nickname, @Nullable String avatarUrl) {
        static SenderAnswer of(Profile profile) {
            return new SenderAnswer(profile.nickname(), profile.avatarUrl());
        }
    }

    record OpenAnswer(
            String userId,
            @Nullable String nickname,
            @Nullable String avatarUrl,
            long amountFen,
            Instant openedAt,
            @Nullable String thanks) {}
}
