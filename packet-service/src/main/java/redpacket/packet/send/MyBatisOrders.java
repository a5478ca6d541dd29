package redpacket.packet.send;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.ibatis.session.SqlSession;
import redpacket.common.database.DatabaseFailure;
import redpacket.common.database.SqlSessions;
import redpacket.common.event.PacketEvent;
import redpacket.common.event.PacketEventJson;
import redpacket.common.id.NumberGenerator;
import redpacket.common.id.PacketId;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.id.SetId;
import redpacket.common.id.UserId;
import redpacket.common.outbox.OutboxMapper;
import redpacket.common.outbox.OutboxRow;
import redpacket.packet.model.Audience;
import redpacket.packet.model.OrderState;
import redpacket.packet.set.PacketSet;
import redpacket.packet.set.PacketSets;

/** Orders on the primaries of the sets. */
final class MyBatisOrders implements Orders {
    private static final int EVENT_NUMBERS_TRIED_MAX = 3;

    private final Map<SetId, SqlSessions> sessions = new HashMap<>();
    private final PacketIdCodec codec;
    private final NumberGenerator numbers;

    MyBatisOrders(PacketSets sets, PacketIdCodec codec, NumberGenerator numbers) {
        for (PacketSet set : sets.all()) {
            sessions.put(set.id(), new SqlSessions(set.group().primary(), OrderMapper.class, OutboxMapper.class));
        }
        this.codec = codec;
        this.numbers = numbers;
    }

    @Override
    public boolean add(Order order, Audience audience) {
        try {
            return on(order.id().set(), session -> {
                OrderMapper mapper = session.getMapper(OrderMapper.class);
                mapper.insert(order);
                Long groupId = audience.groupId();
                if (groupId != null) {
                    mapper.nameGroup(order.id().number(), groupId);
                }
                if (!audience.users().isEmpty()) {
                    mapper.insertAudience(order.id().number(), audience.users());
                }
                return true;
            });
        } catch (RuntimeException e) {
            if (DatabaseFailure.of(e) == DatabaseFailure.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public Optional<Order> find(PacketId id) {
        return on(id.set(), session -> session.getMapper(OrderMapper.class).find(id.number()))
                .map(row -> row.toOrder(id.set()));
    }

    @Override
    public Optional<Order> findByKey(UserId sender, String idempotencyKey) {
        Optional<Order> ordered = Optional.empty();
        for (SetId set : sessions.keySet()) {
            Optional<Order> found = on(
                            set,
                            session -> session.getMapper(OrderMapper.class).findByKey(sender.value(), idempotencyKey))
                    .map(row -> row.toOrder(set));
            if (found.isPresent() && found.get().state() == OrderState.ACTIVE) {
                return found;
            }
            ordered = ordered.or(() -> found);
        }
        return ordered;
    }

    @Override
    public ActivateOutcome activate(Order order, Instant at) {
        for (int tries = 1; ; tries++) {
            try {
                return on(order.id().set(), session -> activate(session, order, at));
            } catch (RuntimeException e) {
                if (DatabaseFailure.of(e) != DatabaseFailure.DUPLICATE_KEY || tries == EVENT_NUMBERS_TRIED_MAX) {
                    throw e;
                }
                // The event's number is one of a past life that Kafka has not got yet.
                numbers.advancePast(numbers.next());
            }
        }
    }

    private ActivateOutcome activate(SqlSession session, Order order, Instant at) {
        OrderMapper mapper = session.getMapper(OrderMapper.class);
        long number = order.id().number();
        if (mapper.activate(number, at) == 0) {
            OrderState state = mapper.state(number).orElse(OrderState.CANCELLED);
            return state == OrderState.ACTIVE ? ActivateOutcome.ALREADY_ACTIVE : ActivateOutcome.CANCELLED;
        }
        mapper.insertOpen(number, order.expiresAt());
        PacketEvent event = new PacketEvent.Sent(
                codec.encode(order.id()),
                order.sender().value(),
                // As the answer to the send and the details have it.
                order.createdAt(),
                order.traceId(),
                order.kind().name(),
                order.total().value(),
                order.count(),
                order.expiresAt());
        session.getMapper(OutboxMapper.class)
                .insert(new OutboxRow(numbers.next(), event.eventKey(), PacketEventJson.write(event), at));
        return ActivateOutcome.ACTIVATED;
    }

    @Override
    public boolean cancel(PacketId id) {
        return on(id.set(), session -> session.getMapper(OrderMapper.class).cancel(id.number()) == 1);
    }

    @Override
    public List<Order> waiting(SetId set, Instant createdBefore, Position after, int ordersMax) {
        return on(set, session -> session.getMapper(OrderMapper.class).waiting(createdBefore, after, ordersMax))
                .stream()
                .map(row -> row.toOrder(set))
                .toList();
    }

    @Override
    public long highestNumber(SetId set) {
        return on(set, session -> session.getMapper(OrderMapper.class).highestNumber());
    }

    private <T> T on(SetId set, Function<SqlSession, T> work) {
        SqlSessions database = sessions.get(set);
        if (database == null) {
            throw new SetUnavailableException(set, new IllegalStateException("not configured here"));
        }
        try {
            return database.writeRetrying(work);
        } catch (RuntimeException e) {
            throw switch (DatabaseFailure.of(e)) {
                case UNAVAILABLE, RETRYABLE -> new SetUnavailableException(set, e);
                case DUPLICATE_KEY, MISSING_PARENT, OTHER -> e;
            };
        }
    }
}
