package redpacket.packet.view;

import java.time.Instant;
import java.util.List;
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
import redpacket.packet.profile.Profile;
import redpacket.packet.view.ViewMapper.LogEntry;
import redpacket.packet.view.ViewPacket.PacketState;
import redpacket.packet.view.ViewPacket.PacketView;

@RestController
final class ViewEndpoint {
    private final ViewPacket viewPacket;
    private final PacketIdCodec codec;

    ViewEndpoint(ViewPacket viewPacket, PacketIdCodec codec) {
        this.viewPacket = viewPacket;
        this.codec = codec;
    }

    @GetMapping("/v1/packets/{packetId}")
    DetailsAnswer details(
            UserId caller,
            @PathVariable("packetId") String packetId,
            @RequestParam(name = "limit", required = false) @Nullable String limit,
            @RequestParam(name = "cursor", required = false) @Nullable String cursor) {
        PacketId packet = codec.decode(packetId).orElseThrow(Problem::notFound);
        PacketView view =
                viewPacket.view(packet, caller, Paging.of(limit, cursor)).orElseThrow(Problem::notFound);
        Long luckiest = view.luckiestUserId();
        return new DetailsAnswer(
                packetId,
                view.row().kind(),
                view.state(),
                Long.toString(view.row().senderId()),
                face(view, view.row().senderId()),
                view.row().greeting(),
                view.row().coverId(),
                view.row().totalFen(),
                view.row().shareCount(),
                view.opened().openedCount(),
                view.opened().openedFen(),
                view.row().createdAt(),
                view.row().expiresAt(),
                view.finishedAt(),
                view.myAmountFen(),
                luckiest == null ? null : Long.toString(luckiest),
                view.mapOpens(open -> open(view, open)),
                view.opens().nextCursor());
    }

    private static FaceAnswer face(PacketView view, long user) {
        Profile profile = view.faces().get(user);
        return profile == null ? new FaceAnswer(null, null) : new FaceAnswer(profile.nickname(), profile.avatarUrl());
    }

    private static OpenAnswer open(PacketView view, LogEntry entry) {
        FaceAnswer face = face(view, entry.userId());
        return new OpenAnswer(
                Long.toString(entry.userId()), face.nickname(), face.avatarUrl(), entry.amountFen(), entry.at());
    }

    record FaceAnswer(@Nullable String nickname, @Nullable String avatarUrl) {}

    record OpenAnswer(
            String userId,
            @Nullable String nickname,
            @Nullable String avatarUrl,
            long amountFen,
            Instant openedAt) {}

    record DetailsAnswer(
            String packetId,
            PacketKind kind,
            PacketState state,
            String senderId,
            FaceAnswer sender,
            @Nullable String greeting,
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
}
