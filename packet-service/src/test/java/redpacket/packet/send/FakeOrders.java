package redpacket.packet.send;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.common.id.UserId;
import redpacket.packet.model.Audience;
import redpacket.packet.model.OrderState;
import redpacket.packet.send.Trouble.Step;

/** Orders in memory, each method one transaction. */
final class FakeOrders implements Orders {
    final Map<PacketId, Order> rows = new TreeMap<>(Comparator.comparingLong(PacketId::number));
    final Map<PacketId, List<UserId>> audiences = new HashMap<>();
    final Map<PacketId, Integer> activations = new HashMap<>();
    final Set<SetId> away = new HashSet<>();
    Trouble trouble = Trouble.NONE;

    @Override
    public boolean add(Order order, Audience audience) {
        reach(order.id().set(), Step.ADD);
        boolean added = rows.putIfAbsent(order.id(), order) == null;
        if (added) {
            audiences.put(order.id(), audience.users());
        }
        trouble.after(Step.ADD);
        return added;
    }

    @Override
    public Optional<Order> find(PacketId id) {
        reach(id.set(), Step.FIND);
        return Optional.ofNullable(rows.get(id));
    }

    @Override
    public Optional<Order> findByKey(UserId sender, String idempotencyKey) {
        return rows.values().stream()
                .filter(order -> order.sender().equals(sender)
                        && order.idempotencyKey().equals(idempotencyKey)
                        && order.state() != OrderState.CANCELLED)
                .min(Comparator.comparingInt(order -> order.state() == OrderState.ACTIVE ? 0 : 1));
    }

    @Override
    public ActivateOutcome activate(Order order, Instant at) {
        reach(order.id().set(), Step.ACTIVATE);
        Order stored = rows.get(order.id());
        ActivateOutcome outcome = switch (stored == null ? OrderState.CANCELLED : stored.state()) {
            case ORDERED -> ActivateOutcome.ACTIVATED;
            case ACTIVE -> ActivateOutcome.ALREADY_ACTIVE;
            case CANCELLED -> ActivateOutcome.CANCELLED;
        };
        if (outcome == ActivateOutcome.ACTIVATED) {
            change(order.id(), OrderState.ACTIVE);
            activations.merge(order.id(), 1, Integer::sum);
        }
        trouble.after(Step.ACTIVATE);
        return outcome;
    }

    @Override
    public boolean cancel(PacketId id) {
        reach(id.set(), Step.CANCEL);
        boolean cancelled = in(id, OrderState.ORDERED);
        if (cancelled) {
            change(id, OrderState.CANCELLED);
        }
        trouble.after(Step.CANCEL);
        return cancelled;
    }

    @Override
    public List<Order> waiting(SetId set, Instant createdBefore, Position after, int ordersMax) {
        reach(set, Step.FIND);
        return rows.values().stream()
                .filter(order -> order.id().set().equals(set) && order.state() == OrderState.ORDERED)
                .filter(order -> order.createdAt().isBefore(createdBefore))
                .filter(order -> order.createdAt().isAfter(after.createdAt())
                        || (order.createdAt().equals(after.createdAt())
                                && order.id().number() > after.packetNumber()))
                .sorted(Comparator.comparing(Order::createdAt)
                        .thenComparingLong(order -> order.id().number()))
                .limit(ordersMax)
                .toList();
    }

    @Override
    public long highestNumber(SetId set) {
        return rows.keySet().stream()
                .filter(id -> id.set().equals(set))
                .mapToLong(PacketId::number)
                .max()
                .orElse(0);
    }

    boolean in(PacketId id, OrderState state) {
        Order order = rows.get(id);
        return order != null && order.state() == state;
    }

    List<Order> in(OrderState state) {
        return rows.values().stream().filter(order -> order.state() == state).toList();
    }

    private void reach(SetId set, Step step) {
        if (away.contains(set)) {
            throw new SetUnavailableException(set, new IllegalStateException("away"));
        }
        trouble.before(step);
    }

    private void change(PacketId id, OrderState state) {
        Order order = rows.get(id);
        if (order == null) {
            throw new IllegalStateException("no " + id);
        }
        rows.put(
                id,
                new Order(
                        id,
                        order.sender(),
                        order.kind(),
                        state,
                        order.total(),
                        order.count(),
                        order.greeting(),
                        order.coverId(),
                        order.passwordHash(),
                        order.audienceKind(),
                        order.idempotencyKey(),
                        order.requestHash(),
                        order.traceId(),
                        order.createdAt(),
                        order.expiresAt()));
    }
}
