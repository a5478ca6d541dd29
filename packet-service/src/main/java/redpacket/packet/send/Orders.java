package redpacket.packet.send;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.common.id.UserId;
import redpacket.packet.model.Audience;

/**
 * The orders of every set, on its primary. Every method throws {@link SetUnavailableException} when the set does not
 * answer; what it was asked to do may or may not have happened then, and may be asked again.
 */
interface Orders {
    /** Stores an order and its audience; false when its number is taken. */
    boolean add(Order order, Audience audience);

    Optional<Order> find(PacketId id);

    /**
     * The order of this sender under this key that is ACTIVE, else one that is ORDERED. Slow: it looks at every set.
     */
    Optional<Order> findByKey(UserId sender, String idempotencyKey);

    /** ORDERED → ACTIVE, with the row that expiry reads and the event; may be repeated. */
    ActivateOutcome activate(Order order, Instant at);

    /** ORDERED → CANCELLED; false when it was not ORDERED any more. Only after its charge was voided (rule S2). */
    boolean cancel(PacketId id);

    /** Orders that are still ORDERED and older than this, oldest first, after this position. */
    List<Order> waiting(SetId set, Instant createdBefore, Position after, int ordersMax);

    /** The largest packet number of the set; 0 when it has none. */
    long highestNumber(SetId set);

    enum ActivateOutcome {
        ACTIVATED,
        ALREADY_ACTIVE,
        CANCELLED
    }

    /** A place in the order of age. */
    record Position(Instant createdAt, long packetNumber) {
        static final Position START = new Position(Instant.EPOCH, 0);

        static Position of(Order order) {
            return new Position(order.createdAt(), order.id().number());
        }
    }
}
