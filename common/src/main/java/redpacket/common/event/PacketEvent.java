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
 *
 * <p>INVARIANT: an event that exists is complete: a required field is there, ids are valid, amounts are not negative,
 * and every text fits the columns of its consumers.
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

    /** The user whom the event concerns: the record's key, which chooses the partition. */
    @JsonIgnore
    long eventKey();

    /** The packet was charged and activated. */
    record Sent(
            @JsonProperty(required = true) String packetId,
            @JsonProperty(required = true) long senderId,
            @JsonProperty(required = true) Instant at,
            @JsonProperty(required = true) String traceId,
            @JsonProperty(required = true) String kind,
            @JsonProperty(required = true) long totalFen,
            @JsonProperty(required = true) int count,
            @JsonProperty(required = true) Instant expiresAt)
            implements PacketEvent {
        public Sent {
            EventShape.check(packetId, senderId, at, traceId);
            EventShape.checkName("kind", kind);
            EventShape.checkAtLeast(1, totalFen, count);
            EventShape.checkTime("expiresAt", expiresAt);
        }

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
            @JsonProperty(required = true) String packetId,
            @JsonProperty(required = true) long senderId,
            @JsonProperty(required = true) Instant at,
            @JsonProperty(required = true) String traceId,
            @JsonProperty(required = true) long userId,
            @JsonProperty(required = true) int sequence,
            @JsonProperty(required = true) long amountFen,
            @JsonProperty(required = true) int remainingCount,
            @Nullable String campaignId,
            @Nullable String prizeId)
            implements PacketEvent {
        public Opened {
            EventShape.check(packetId, senderId, at, traceId);
            EventShape.checkAtLeast(1, userId, sequence, amountFen);
            EventShape.checkAtLeast(0, remainingCount);
            EventShape.checkNameOrNull("campaignId", campaignId);
            EventShape.checkNameOrNull("prizeId", prizeId);
        }

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
            @JsonProperty(required = true) String packetId,
            @JsonProperty(required = true) long senderId,
            @JsonProperty(required = true) Instant at,
            @JsonProperty(required = true) String traceId,
            @JsonProperty(required = true) int openedCount,
            @JsonProperty(required = true) long openedFen,
            @Nullable Long luckiestUserId)
            implements PacketEvent {
        public Finished {
            EventShape.check(packetId, senderId, at, traceId);
            EventShape.checkAtLeast(0, openedCount, openedFen);
            EventShape.checkAtLeast(1, luckiestUserId == null ? 1 : luckiestUserId);
        }

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
            @JsonProperty(required = true) String packetId,
            @JsonProperty(required = true) long senderId,
            @JsonProperty(required = true) Instant at,
            @JsonProperty(required = true) String traceId,
            @JsonProperty(required = true) long refundFen,
            @JsonProperty(required = true) int openedCount,
            @JsonProperty(required = true) long openedFen,
            @Nullable String campaignId)
            implements PacketEvent {
        public Closed {
            EventShape.check(packetId, senderId, at, traceId);
            EventShape.checkAtLeast(0, refundFen, openedCount, openedFen);
            EventShape.checkNameOrNull("campaignId", campaignId);
        }

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
            @JsonProperty(required = true) String packetId,
            @JsonProperty(required = true) long senderId,
            @JsonProperty(required = true) Instant at,
            @JsonProperty(required = true) String traceId,
            @JsonProperty(required = true) long userId,
            @JsonProperty(required = true) String prizeId,
            @JsonProperty(required = true) String campaignId,
            @JsonProperty(required = true) String sponsor)
            implements PacketEvent {
        public PrizeWon {
            EventShape.check(packetId, senderId, at, traceId);
            EventShape.checkAtLeast(1, userId);
            EventShape.checkName("prizeId", prizeId);
            EventShape.checkName("campaignId", campaignId);
            EventShape.checkText("sponsor", sponsor);
        }

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
