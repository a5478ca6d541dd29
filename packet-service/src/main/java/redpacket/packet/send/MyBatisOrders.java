package redpacket.packet.send;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import redpacket.common.database.DatabaseFailure;
import redpacket.common.database.SqlSessions;
import redpacket.common.event.PacketEvent;
import redpacket.common.event.PacketEventJson;
import redpacket.common.id.NumberGenerator;
import redpacket.common.id.PacketId;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.id.SetId;
import redpacket.common.outbox.OutboxMapper;
import redpacket.common.outbox.OutboxRow;
import redpacket.packet.model.PacketRow;
import redpacket.packet.set.PacketSets;

@Component
final class MyBatisOrders implements Orders {
    private final PacketSets sets;
    private final PacketIdCodec codec;
    private final NumberGenerator numbers;
    private final Map<SetId, SqlSessions> sessions;

    MyBatisOrders(PacketSets sets, PacketIdCodec codec, NumberGenerator numbers) {
        this.sets = sets;
        this.codec = codec;
        this.numbers = numbers;
        this.sessions = sets.all().stream()
                .collect(Collectors.toMap(
                        PacketSets.PacketSet::id,
                        set -> new SqlSessions(set.group().primary(), OrderMapper.class, OutboxMapper.class)));
    }

    private SqlSessions of(SetId set) {
        SqlSessions found = sessions.get(set);
        if (found == null) {
            throw new IllegalStateException("set " + set + " is not configured here");
        }
        return found;
    }

    @Override
    public boolean accepts(SetId set) {
        return sets.of(set).group().accepting();
    }

    @Override
    public boolean order(SetId set, PacketRow row, List<Long> audience) {
        try {
            of(set).write(session -> {
                OrderMapper mapper = session.getMapper(OrderMapper.class);
                mapper.insert(row);
                if (!audience.isEmpty()) {
                    mapper.insertAudience(row.packetId(), audience);
                }
                return row;
            });
            return true;
        } catch (RuntimeException e) {
            if (DatabaseFailure.of(e) == DatabaseFailure.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public Optional<PacketRow> find(PacketId packet) {
        return of(packet.set())
                .read(session -> session.getMapper(OrderMapper.class).find(packet.number()));
    }

    @Override
    public boolean activate(PacketId packet, Instant at) {
        return of(packet.set()).writeRetrying(session -> {
            OrderMapper mapper = session.getMapper(OrderMapper.class);
            boolean changed = mapper.activate(packet.number(), at) == 1;
            PacketRow row = mapper.find(packet.number()).orElseThrow();
            if (changed) {
                mapper.insertOpen(packet.number(), row.expiresAt());
                PacketEvent sent = new PacketEvent.Sent(
                        codec.encode(packet),
                        row.senderId(),
                        at,
                        row.traceId(),
                        row.kind().name(),
                        row.totalFen(),
                        row.shareCount(),
                        row.expiresAt());
                session.getMapper(OutboxMapper.class)
                        .insert(new OutboxRow(numbers.next(), sent.eventKey(), PacketEventJson.write(sent), at));
            }
            return row.state() == redpacket.packet.model.OrderState.ACTIVE;
        });
    }

    @Override
    public void cancel(PacketId packet) {
        of(packet.set())
                .writeRetrying(session -> session.getMapper(OrderMapper.class).cancel(packet.number()));
    }

    @Override
    public List<PacketRow> unfinished(SetId set, Instant before, int limit) {
        return of(set).read(session -> session.getMapper(OrderMapper.class).unfinished(before, limit));
    }
}
