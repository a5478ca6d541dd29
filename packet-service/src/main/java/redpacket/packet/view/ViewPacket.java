package redpacket.packet.view;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.ibatis.session.SqlSession;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import redpacket.common.database.SqlSessions;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.common.id.UserId;
import redpacket.common.web.Paging;
import redpacket.packet.model.AudienceKind;
import redpacket.packet.model.OrderState;
import redpacket.packet.model.PacketKind;
import redpacket.packet.model.PacketRow;
import redpacket.packet.profile.Profile;
import redpacket.packet.profile.Profiles;
import redpacket.packet.set.PacketSets;
import redpacket.packet.view.ViewMapper.LogEntry;

/**
 * A packet's details. Read from a replica that is fresh (rule R1); what is not found there, and whether the caller has
 * opened it, is asked of the primary.
 */
@Component
class ViewPacket {
    private final Profiles profiles;
    private final Clock clock;
    private final Map<SetId, SqlSessions> replicas;
    private final Map<SetId, SqlSessions> primaries;

    ViewPacket(PacketSets sets, Profiles profiles, Clock clock) {
        this.profiles = profiles;
        this.clock = clock;
        this.replicas = sets.all().stream()
                .collect(Collectors.toMap(
                        PacketSets.PacketSet::id,
                        set -> new SqlSessions(set.group().readable(), ViewMapper.class)));
        this.primaries = sets.all().stream()
                .collect(Collectors.toMap(
                        PacketSets.PacketSet::id,
                        set -> new SqlSessions(set.group().primary(), ViewMapper.class)));
    }

    /** Empty for a packet that is not there, or not for this user to know of. */
    Optional<PacketView> view(PacketId packet, UserId caller, Paging paging) {
        Optional<PacketView> found = read(replicas, packet, caller, paging);
        return found.isPresent() ? found : read(primaries, packet, caller, paging);
    }

    private Optional<PacketView> read(
            Map<SetId, SqlSessions> databases, PacketId packet, UserId caller, Paging paging) {
        SqlSessions database = databases.get(packet.set());
        if (database == null) {
            return Optional.empty();
        }
        Optional<PacketView> view = database.readSnapshot(session -> read(session, packet, caller, paging));
        return view.map(it -> it.withMyAmount(myAmount(packet, caller))).map(it -> withFaces(packet.set(), it));
    }

    private Optional<PacketView> read(SqlSession session, PacketId packet, UserId caller, Paging paging) {
        ViewMapper mapper = session.getMapper(ViewMapper.class);
        Optional<PacketRow> row = mapper.packet(packet.number())
                .filter(it -> it.state() == OrderState.ACTIVE)
                .filter(it -> mayKnow(mapper, it, caller));
        return row.map(it -> view(mapper, it, paging));
    }

    private static boolean mayKnow(ViewMapper mapper, PacketRow row, UserId caller) {
        return row.audienceKind() == AudienceKind.LINK
                || row.senderId() == caller.value()
                || mapper.inAudience(row.packetId(), caller.value()) > 0;
    }

    private PacketView view(ViewMapper mapper, PacketRow row, Paging paging) {
        ViewMapper.Opened opened = mapper.opened(row.packetId());
        Optional<LogEntry> last = mapper.last(row.packetId());
        boolean finished = opened.openedCount() == row.shareCount();
        boolean closed = last.map(entry -> entry.userId() == 0).orElse(false);
        PacketState state = stateOf(row, finished, closed);
        Instant finishedAt = finished || closed ? last.map(LogEntry::at).orElse(null) : null;
        Long position = paging.position();
        Paging.Page<LogEntry> opens = paging.page(
                mapper.opens(row.packetId(), position == null ? 0 : position, paging.rowsToRead()), LogEntry::sequence);
        return new PacketView(
                row,
                state,
                opened,
                finishedAt,
                finished && row.kind() == PacketKind.LUCKY ? mapper.luckiest(row.packetId()) : null,
                opens,
                null,
                Map.of());
    }

    private PacketState stateOf(PacketRow row, boolean finished, boolean closed) {
        if (finished) {
            return PacketState.FINISHED;
        }
        if (row.refundedAt() != null) {
            return PacketState.REFUNDED;
        }
        return closed || !clock.instant().isBefore(row.expiresAt()) ? PacketState.EXPIRED : PacketState.ACTIVE;
    }

    private @Nullable Long myAmount(PacketId packet, UserId caller) {
        SqlSessions primary = primaries.get(packet.set());
        if (primary == null) {
            return null;
        }
        return Optional.ofNullable(primary.read(
                        session -> session.getMapper(ViewMapper.class).amountOf(packet.number(), caller.value())))
                .orElse(null);
    }

    private PacketView withFaces(SetId set, PacketView view) {
        Set<Long> users = new LinkedHashSet<>();
        users.add(view.row().senderId());
        view.opens().items().forEach(open -> users.add(open.userId()));
        return view.withFaces(profiles.of(set, users));
    }

    enum PacketState {
        ACTIVE,
        FINISHED,
        EXPIRED,
        REFUNDED
    }

    record PacketView(
            PacketRow row,
            PacketState state,
            ViewMapper.Opened opened,
            @Nullable Instant finishedAt,
            @Nullable Long luckiestUserId,
            Paging.Page<LogEntry> opens,
            @Nullable Long myAmountFen,
            Map<Long, Profile> faces) {
        PacketView withMyAmount(@Nullable Long amount) {
            return new PacketView(row, state, opened, finishedAt, luckiestUserId, opens, amount, faces);
        }

        PacketView withFaces(Map<Long, Profile> known) {
            return new PacketView(row, state, opened, finishedAt, luckiestUserId, opens, myAmountFen, known);
        }

        List<LogEntry> items() {
            return opens.items();
        }

        <R> List<R> mapOpens(Function<LogEntry, R> mapping) {
            return items().stream().map(mapping).toList();
        }
    }
}
