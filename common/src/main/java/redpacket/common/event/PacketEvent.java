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
    @JsonSubTypes.Type(value = PacketEvent.Closed.class, name = "PACKET_CLOSED")
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

    /** A share was opened. The event id is the id of its ledger transfer. */
    record Opened(
            String packetId,
            long senderId,
            Instant at,
            String traceId,
            long userId,
            int sequence,
            long amountFen,
            int remainingCount)
            implements PacketEvent {
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

    /** The packet was closed with refundFen unopened. The event id is the id of the refund's ledger transfer. */
    record Closed(
            String packetId, long senderId, Instant at, String traceId, long refundFen, int openedCount, long openedFen)
            implements PacketEvent {
        @Override
        public String eventId() {
            return "refund-" + packetId;
        }

        @Override
        public long eventKey() {
            return senderId;
        }
    }
}
