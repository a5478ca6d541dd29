package redpacket.packet.view;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import redpacket.common.database.DatabaseFailure;
import redpacket.common.database.SqlSessions;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.common.id.UserId;
import redpacket.packet.model.AudienceKind;
import redpacket.packet.set.PacketSet;
import redpacket.packet.set.PacketSets;

/** Packets in the databases of the sets. */
final class MyBatisPackets implements Packets {
    private final Map<SetId, SqlSessions> readable = new HashMap<>();
    private final Map<SetId, SqlSessions> primaries = new HashMap<>();

    MyBatisPackets(PacketSets sets) {
        for (PacketSet set : sets.all()) {
            readable.put(set.id(), new SqlSessions(set.group().readable(), ViewMapper.class));
            primaries.put(set.id(), new SqlSessions(set.group().primary(), ViewMapper.class));
        }
    }

    @Override
    public Optional<Seen> read(PacketId id, UserId caller) {
        try {
            return read(readable.get(id.set()), id, caller);
        } catch (RuntimeException e) {
            if (DatabaseFailure.of(e) != DatabaseFailure.UNAVAILABLE) {
                throw e;
            }
            // A replica that was well a moment ago.
            return readFromPrimary(id, caller);
        }
    }

    @Override
    public Optional<Seen> readFromPrimary(PacketId id, UserId caller) {
        return read(primaries.get(id.set()), id, caller);
    }

    private static Optional<Seen> read(@Nullable SqlSessions sessions, PacketId id, UserId caller) {
        if (sessions == null) {
            return Optional.empty();
        }
        return sessions.readSnapshot(session -> {
            ViewMapper mapper = session.getMapper(ViewMapper.class);
            Optional<PacketTerms> terms = mapper.terms(id.number());
            return terms.map(found -> new Seen(
                    new PacketDetails(found, mapper.log(id.number())),
                    found.audienceKind() != AudienceKind.LINK && mapper.named(id.number(), caller.value()) > 0));
        });
    }

    @Override
    public OptionalInt lastSequenceOnPrimary(PacketId id) {
        SqlSessions primary = primaries.get(id.set());
        if (primary == null) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(
                    primary.read(session -> session.getMapper(ViewMapper.class).lastSequence(id.number())));
        } catch (RuntimeException e) {
            if (DatabaseFailure.of(e) == DatabaseFailure.UNAVAILABLE) {
                return OptionalInt.empty();
            }
            throw e;
        }
    }
}
