package redpacket.packet.send;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.id.NumberGenerator;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.common.id.UserId;
import redpacket.common.trace.Trace;
import redpacket.packet.model.OrderState;
import redpacket.packet.send.SendOutcome.Reason;

/**
 * Sends a packet in three steps, of which each can be repeated: order, charge, activate.
 *
 * <p>INVARIANT: a charge that stands ends in one active packet, one that does not in none, wherever this stops. The
 * sender's account shard binds the key to the first packet that it pays for (rule S1), so a repeat ends at that one. An
 * order that nobody repeats is ended by {@link SweepOrders}.
 */
final class SendPacket {
    private static final Logger LOG = LoggerFactory.getLogger(SendPacket.class);
    /** The set that the ring names, and one more. */
    private static final int SETS_TRIED_MAX = 2;

    private static final int NUMBERS_TRIED_MAX = 3;

    private final Sets sets;
    private final Orders orders;
    private final Charges charges;
    private final Passwords passwords;
    private final RequestHash hash;
    private final NumberGenerator numbers;
    private final Clock clock;

    SendPacket(
            Sets sets,
            Orders orders,
            Charges charges,
            Passwords passwords,
            RequestHash hash,
            NumberGenerator numbers,
            Clock clock) {
        this.sets = sets;
        this.orders = orders;
        this.charges = charges;
        this.passwords = passwords;
        this.hash = hash;
        this.numbers = numbers;
        this.clock = clock;
    }

    SendOutcome send(UserId sender, String idempotencyKey, SendCommand command) {
        Optional<Order> order = order(sender, idempotencyKey, command);
        if (order.isEmpty()) {
            return new SendOutcome.Unavailable(Reason.NO_SET);
        }
        try {
            return charge(order.get());
        } catch (SetUnavailableException e) {
            LOG.warn("packet {} waits for its set: {}", order.get().id(), e.toString());
            return new SendOutcome.Unavailable(Reason.SET_DOES_NOT_SERVE);
        }
    }

    /**
     * The answer that a key has had or is about to have, for a request that would not be taken any more. Empty where
     * there is no such order, or it was for another request.
     */
    Optional<SendOutcome> repeat(UserId sender, String idempotencyKey, SendCommand command) {
        try {
            return orders.findByKey(sender, idempotencyKey)
                    .filter(order -> order.requestHash().equals(hash.of(command)))
                    .map(this::charge);
        } catch (SetUnavailableException e) {
            LOG.warn("whether key of user {} has paid is not to be had: {}", sender, e.toString());
            return Optional.of(new SendOutcome.Unavailable(Reason.SET_DOES_NOT_SERVE));
        }
    }

    /** The answer to a request whose group is unknown: a bound key stands for another request. */
    SendOutcome toUnknownGroup(UserId sender, String idempotencyKey) {
        return switch (charges.keyOf(sender, idempotencyKey)) {
            case FREE -> new SendOutcome.UnknownGroup();
            case BOUND -> new SendOutcome.KeyReused();
            case UNKNOWN -> new SendOutcome.Unavailable(Reason.CHARGE_UNKNOWN);
        };
    }

    /** Writes the order, which costs nothing and promises nothing: a set that fails is passed over. */
    private Optional<Order> order(UserId sender, String idempotencyKey, SendCommand command) {
        Draft draft = new Draft(
                sender,
                idempotencyKey,
                hash.of(command),
                command.password() == null ? null : passwords.hash(command.password()),
                command);
        Set<SetId> failed = new HashSet<>();
        while (failed.size() < SETS_TRIED_MAX) {
            long number = numbers.next();
            Optional<SetId> set = sets.place(number, candidate -> !failed.contains(candidate));
            if (set.isEmpty()) {
                break;
            }
            try {
                return Optional.of(orderOn(set.get(), number, draft));
            } catch (SetUnavailableException e) {
                LOG.warn("set {} took no order: {}", set.get(), e.toString());
                failed.add(set.get());
            }
        }
        return Optional.empty();
    }

    private Order orderOn(SetId set, long number, Draft draft) {
        long free = number;
        for (int tries = 0; tries < NUMBERS_TRIED_MAX; tries++) {
            Order order = draft.order(new PacketId(set, free), now());
            if (orders.add(order, draft.command().audience())) {
                return order;
            }
            // Started again with the clock behind: these are numbers of a past life.
            numbers.advancePast(orders.highestNumber(set));
            free = numbers.next();
        }
        throw new IllegalStateException("set " + set + " holds every number that is drawn. Does another process run"
                + " with the same redpacket.instance.number?");
    }

    private SendOutcome charge(Order order) {
        return switch (charges.charge(order)) {
            case Charges.ChargeOutcome.Charged ignored -> activate(order, false);
            case Charges.ChargeOutcome.Bound bound -> takeFirst(bound.first(), order.sender());
            case Charges.ChargeOutcome.KeyReused ignored -> new SendOutcome.KeyReused();
            case Charges.ChargeOutcome.UserFrozen ignored -> new SendOutcome.UserFrozen();
            case Charges.ChargeOutcome.InsufficientBalance ignored -> new SendOutcome.InsufficientBalance();
            case Charges.ChargeOutcome.DailyLimitReached reached -> new SendOutcome.DailyLimitReached(reached.zone());
            case Charges.ChargeOutcome.Voided ignored -> new SendOutcome.Unavailable(Reason.CHARGE_VOIDED);
            case Charges.ChargeOutcome.Unknown ignored -> new SendOutcome.Unavailable(Reason.CHARGE_UNKNOWN);
        };
    }

    /** The key has paid for an earlier order; the one just written is left to the sweeper. */
    private SendOutcome takeFirst(PacketId first, UserId sender) {
        if (!sets.serves(first.set())) {
            return new SendOutcome.Unavailable(Reason.SET_DOES_NOT_SERVE);
        }
        Optional<Order> order =
                orders.find(first).filter(found -> found.sender().equals(sender));
        if (order.isEmpty()) {
            LOG.error("packet {} was charged, and its set has no such order", first);
            return new SendOutcome.Unavailable(Reason.ORDER_LOST);
        }
        return activate(order.get(), true);
    }

    private SendOutcome activate(Order order, boolean repeated) {
        if (order.state() == OrderState.ACTIVE) {
            return new SendOutcome.Sent(order, repeated);
        }
        if (!sets.serves(order.id().set())) {
            return new SendOutcome.Unavailable(Reason.SET_DOES_NOT_SERVE);
        }
        return switch (orders.activate(order, now())) {
            case ACTIVATED, ALREADY_ACTIVE -> new SendOutcome.Sent(order, repeated);
            case CANCELLED -> {
                LOG.error("packet {} was charged and cancelled, which rule S2 excludes", order.id());
                yield new SendOutcome.Unavailable(Reason.ORDER_LOST);
            }
        };
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** An order that has no number yet. */
    private record Draft(
            UserId sender,
            String idempotencyKey,
            String requestHash,
            @Nullable String passwordHash,
            SendCommand command) {
        Order order(PacketId id, Instant now) {
            return new Order(
                    id,
                    sender,
                    command.kind(),
                    OrderState.ORDERED,
                    command.total(),
                    command.count(),
                    command.greeting(),
                    command.coverId(),
                    passwordHash,
                    command.audience().kind(),
                    idempotencyKey,
                    requestHash,
                    Trace.currentId(),
                    now,
                    now.plusSeconds(command.expiresInSeconds()));
        }
    }
}
