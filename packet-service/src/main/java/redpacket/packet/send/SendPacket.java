package redpacket.packet.send;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import redpacket.common.database.DatabaseFailure;
import redpacket.common.id.NumberGenerator;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.common.id.UserId;
import redpacket.common.password.PasswordHash;
import redpacket.common.set.SetState;
import redpacket.common.trace.Trace;
import redpacket.packet.control.SetStates;
import redpacket.packet.model.OrderState;
import redpacket.packet.model.PacketRow;
import redpacket.packet.send.Charges.ChargeOutcome;

/**
 * Sends a packet: an order in a set, a charge with the order's id, activation. Each step can be repeated, and a crash
 * after any of them is mended by a repeat of the request or by the sweeper.
 *
 * <p>INVARIANT: a packet is active only if its charge has landed; the charge binds the idempotency key to the first
 * packet (rule S1), so a repeat finds that one, whatever set it would be placed on now.
 */
@Component
final class SendPacket {
    private static final Logger LOG = LoggerFactory.getLogger(SendPacket.class);
    private static final int NUMBER_TRIES_MAX = 3;

    private final Orders orders;
    private final Charges charges;
    private final SetStates states;
    private final NumberGenerator numbers;
    private final Clock clock;

    SendPacket(Orders orders, Charges charges, SetStates states, NumberGenerator numbers, Clock clock) {
        this.orders = orders;
        this.charges = charges;
        this.states = states;
        this.numbers = numbers;
        this.clock = clock;
    }

    SendOutcome send(UserId sender, Draft draft, String key) {
        Optional<PacketId> ordered = order(sender, draft, key);
        if (ordered.isEmpty()) {
            return new SendOutcome.TryAgain("no set takes packets now");
        }
        PacketId packet = ordered.get();
        ChargeOutcome charge;
        try {
            charge = charges.charge(packet, sender.value(), draft.totalFen(), key, draft.hash());
        } catch (Charges.ChargeUnknownException e) {
            // The order stays: the sweeper, or a repeat, finds out whether the charge landed.
            LOG.warn("charge of an order unknown: {}", e.getMessage());
            return new SendOutcome.TryAgain("the charge is not known to have landed");
        }
        return switch (charge) {
            case ChargeOutcome.Charged ignored -> activate(packet);
            case ChargeOutcome.Bound bound -> {
                giveUp(packet);
                yield activate(bound.first());
            }
            case ChargeOutcome.Voided ignored -> new SendOutcome.TryAgain("the order was given up");
            case ChargeOutcome.KeyReused ignored -> {
                giveUp(packet);
                yield new SendOutcome.KeyReused();
            }
            case ChargeOutcome.InsufficientBalance ignored -> {
                giveUp(packet);
                yield new SendOutcome.InsufficientBalance();
            }
            case ChargeOutcome.DailyLimitReached ignored -> {
                giveUp(packet);
                yield new SendOutcome.DailyLimitReached();
            }
        };
    }

    /** Writes the order on the set that the ring names, or on the next one when that cannot be written to. */
    private Optional<PacketId> order(UserId sender, Draft draft, String key) {
        String password = draft.password();
        String passwordHash =
                password == null ? null : PasswordHash.of(password).text();
        Set<SetId> failed = new HashSet<>();
        for (int tries = 0; tries < NUMBER_TRIES_MAX; tries++) {
            long number = numbers.next();
            Optional<SetId> set = states.router()
                    .place(number, candidate -> !failed.contains(candidate) && orders.accepts(candidate));
            if (set.isEmpty()) {
                return Optional.empty();
            }
            try {
                if (orders.order(set.get(), row(number, sender, draft, key, passwordHash), draft.audienceUsers())) {
                    return Optional.of(new PacketId(set.get(), number));
                }
                // A number of a past life of this process, whose clock has gone back since.
                numbers.advancePast(number);
            } catch (RuntimeException e) {
                if (DatabaseFailure.of(e) != DatabaseFailure.UNAVAILABLE) {
                    throw e;
                }
                LOG.warn("set {} took no order, the next one is asked: {}", set.get(), e.getMessage());
                failed.add(set.get());
            }
        }
        return Optional.empty();
    }

    private PacketRow row(
            long number,
            UserId sender,
            Draft draft,
            String key,
            @org.jspecify.annotations.Nullable String passwordHash) {
        Instant now = now();
        return new PacketRow(
                number,
                sender.value(),
                draft.kind(),
                OrderState.ORDERED,
                draft.totalFen(),
                draft.count(),
                draft.greeting(),
                draft.coverId(),
                passwordHash,
                draft.audienceKind(),
                key,
                draft.hash(),
                Trace.currentId(),
                now,
                now.plusSeconds(draft.expiresSeconds()),
                null);
    }

    private SendOutcome activate(PacketId packet) {
        if (states.router().stateOf(packet.set()) == SetState.DOWN) {
            return new SendOutcome.TryAgain("the packet's set is down");
        }
        try {
            if (!orders.activate(packet, now())) {
                return new SendOutcome.TryAgain("the order was given up");
            }
            return orders.find(packet)
                    .<SendOutcome>map(row -> new SendOutcome.Sent(packet, row))
                    .orElseGet(() -> new SendOutcome.TryAgain("the packet is not to be seen"));
        } catch (RuntimeException e) {
            if (DatabaseFailure.of(e) != DatabaseFailure.UNAVAILABLE) {
                throw e;
            }
            LOG.warn("activation unknown, the sweeper ends it: {}", e.getMessage());
            return new SendOutcome.TryAgain("the packet's set does not answer");
        }
    }

    /** The ledger has refused this order for good; should the cancelling fail, the sweeper does it. */
    private void giveUp(PacketId packet) {
        try {
            orders.cancel(packet);
        } catch (RuntimeException e) {
            LOG.warn("an order that was refused is left to the sweeper: {}", e.getMessage());
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
