package redpacket.common.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a packet, written to the outbox in the transaction that made it happen.
 *
 * <p>Delivered at least once and in any order. {@link #eventId} is the same in every delivery: a consumer
 * stores it in the transaction of its effect. Schemas: docs/events.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = PacketEvent.Sent.class, name = "PACKET_SENT"),
    @JsonSubTypes.Type(value = PacketEvent.Opened.class, name = "PACKET_OPENED"),
    @JsonSubTypes.Type(value = PacketEvent.Finished.class, name = "PACKET_FINISHED"),
    @JsonSubTypes.Type(value = PacketEvent.Closed.class, name = "PACKET_CLOSED"),
    @JsonSubTypes.Type(value = PacketEvent.PrizeWon.class, name = "PRIZE_WON")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface PacketEvent {
    /** The packet in its public spelling. */
    String packetId();

    long senderId();

    Instant at();

    /** Trace id of the request that caused it: 32 hex digits, or empty. */
    String traceId();

    @JsonProperty(access = JsonProperty.Access.READ_ONLY)
    String eventId();

    /** The user whose money or news it is: the record's key, and what chooses the partition. */
    @JsonIgnore
    long eventKey();

    /** The packet was charged and activated. */
    record Sent(
            String packetId,
            long senderId,
            Instant at,
            String traceId,
            String kind,
            long totalFen,
            int count,
            Instant expiresAt)
            implements PacketEvent {
        @Override
        public String eventId() {
            return "sent-" + packetId;
        }

        @Override
        public long eventKey() {
            return senderId;
        }
    }

    /**
     * A share was opened. The event id is the id of its ledger transfer.
     *
     * @param campaignId of the campaign that the packet belongs to; null for a packet that a user sent
     * @param prizeId of the prize that was opened; null for a share that was not won by a shake
     */
    record Opened(
            String packetId,
            long senderId,
            Instant at,
            String traceId,
            long userId,
            int sequence,
            long amountFen,
            int remainingCount,
            @Nullable String campaignId,
            @Nullable String prizeId)
            implements PacketEvent {
        /** Of a packet that a user sent. */
        public Opened(
                String packetId,
                long senderId,
                Instant at,
                String traceId,
                long userId,
                int sequence,
                long amountFen,
                int remainingCount) {
            this(packetId, senderId, at, traceId, userId, sequence, amountFen, remainingCount, null, null);
        }

        @Override
        public String eventId() {
            return "open-" + packetId + "-" + userId;
        }

        @Override
        public long eventKey() {
            return userId;
        }
    }

    /** The last share was opened. */
    record Finished(
            String packetId,
            long senderId,
            Instant at,
            String traceId,
            int openedCount,
            long openedFen,
            @Nullable Long luckiestUserId)
            implements PacketEvent {
        @Override
        public String eventId() {
            return "finished-" + packetId;
        }

        @Override
        public long eventKey() {
            return senderId;
        }
    }

    /**
     * The packet was closed with refundFen unopened. The event id is the id of the refund's ledger transfer.
     *
     * @param campaignId of the campaign that the packet belongs to; null for a packet that a user sent
     */
    record Closed(
            String packetId,
            long senderId,
            Instant at,
            String traceId,
            long refundFen,
            int openedCount,
            long openedFen,
            @Nullable String campaignId)
            implements PacketEvent {
        /** Of a packet that a user sent. */
        public Closed(
                String packetId,
                long senderId,
                Instant at,
                String traceId,
                long refundFen,
                int openedCount,
                long openedFen) {
            this(packetId, senderId, at, traceId, refundFen, openedCount, openedFen, null);
        }

        @Override
        public String eventId() {
            return "refund-" + packetId;
        }

        @Override
        public long eventKey() {
            return senderId;
        }
    }

    /**
     * A user won a prize by a shake. Moves no money: that is opening it.
     *
     * @param senderId the campaign's sponsor
     * @param sponsor as the campaign names itself
     */
    record PrizeWon(
            String packetId,
            long senderId,
            Instant at,
            String traceId,
            long userId,
            String prizeId,
            String campaignId,
            String sponsor)
            implements PacketEvent {
        @Override
        public String eventId() {
            return "won-" + prizeId;
        }

        @Override
        public long eventKey() {
            return userId;
        }
    }
}
