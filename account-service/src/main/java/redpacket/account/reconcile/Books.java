package redpacket.account.reconcile;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of packets, from a set and from the ledger. */
interface Books {
    /** Rows, their fen, and a sum of CRC-32 that no order of rows changes. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Digest(long rowCount, long fen, long hash) {
        static final Digest NONE = new Digest(0, 0, 0);

        Digest plus(Digest other) {
            return new Digest(rowCount + other.rowCount, fen + other.fen, hash + other.hash);
        }
    }

    /** Of the packets up to and with one of them. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record RangeDigest(int packets, long through, Digest charges, Digest payouts) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record PacketDigest(long packetNumber, long fen, long hash) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record PacketDigests(List<PacketDigest> charges, List<PacketDigest> payouts) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record PacketRow(long packetNumber, long senderId, String state, long totalFen, Instant createdAt) {}

    /** An entry of a packet's log; user 0 closes it, for the sender. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record LogRow(long packetNumber, int sequence, long userId, long amountFen, Instant at) {}

    /**
     * @param outboxOldest since when the oldest event of the set has waited to be published; null when none does
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record SetRows(
            List<PacketRow> packets,
            List<LogRow> entries,
            @Nullable Instant outboxOldest) {}

    /** A wallet's entry for a packet: negative for the charge. User 0 where it closes the packet. */
    record LedgerRow(long packetNumber, long userId, long amountFen, long walletUser) {}
}
