package redpacket.packet.send;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import redpacket.common.id.PacketId;
import redpacket.common.id.UserId;
import redpacket.packet.send.Trouble.Step;

/** account-service in memory, as docs/internal.md says it answers. */
final class FakeCharges implements Charges {
    final Map<String, Order> boundKeys = new HashMap<>();
    final Set<PacketId> charged = new HashSet<>();
    final Set<PacketId> voided = new HashSet<>();
    long balanceFen = Long.MAX_VALUE;
    long sentTodayFen;
    boolean frozen;
    long dailyLimitFen = Long.MAX_VALUE;
    Trouble trouble = Trouble.NONE;

    /** Thrown by trouble: the answer is lost. */
    static final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public ChargeOutcome charge(Order order) {
        try {
            trouble.before(Step.CHARGE);
            ChargeOutcome outcome = apply(order);
            trouble.after(Step.CHARGE);
            return outcome;
        } catch (Lost e) {
            return new ChargeOutcome.Unknown();
        }
    }

    private ChargeOutcome apply(Order order) {
        if (voided.contains(order.id())) {
            return new ChargeOutcome.Voided();
        }
        Order first = boundKeys.get(order.sender() + "/" + order.idempotencyKey());
        if (first != null) {
            if (!first.requestHash().equals(order.requestHash())) {
                return new ChargeOutcome.KeyReused();
            }
            return first.id().equals(order.id()) ? new ChargeOutcome.Charged() : new ChargeOutcome.Bound(first.id());
        }
        if (frozen) {
            return new ChargeOutcome.UserFrozen();
        }
        if (balanceFen < order.total().value()) {
            return new ChargeOutcome.InsufficientBalance();
        }
        if (dailyLimitFen - sentTodayFen < order.total().value()) {
            return new ChargeOutcome.DailyLimitReached("Asia/Shanghai");
        }
        balanceFen -= order.total().value();
        sentTodayFen += order.total().value();
        charged.add(order.id());
        boundKeys.put(order.sender() + "/" + order.idempotencyKey(), order);
        return new ChargeOutcome.Charged();
    }

    @Override
    public KeyOutcome keyOf(UserId user, String idempotencyKey) {
        return boundKeys.containsKey(user + "/" + idempotencyKey) ? KeyOutcome.BOUND : KeyOutcome.FREE;
    }

    @Override
    public VoidOutcome voidCharge(Order order) {
        try {
            trouble.before(Step.VOID);
            boolean late = charged.contains(order.id());
            if (!late) {
                voided.add(order.id());
            }
            trouble.after(Step.VOID);
            return late ? VoidOutcome.CHARGED : VoidOutcome.VOIDED;
        } catch (Lost e) {
            return VoidOutcome.UNKNOWN;
        }
    }
}
