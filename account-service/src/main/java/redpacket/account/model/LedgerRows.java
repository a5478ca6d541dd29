package redpacket.account.model;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Rows of a shard, as they are stored. */
public final class LedgerRows {
    private LedgerRows() {}

    public enum Account {
        WALLET,
        ESCROW,
        TOPPED_UP,
        WITHDRAWN,
        /** The counterpart of corrections by operators. */
        CORRECTIONS
    }

    public record TransferRow(
            String transferId,
            TransferKind kind,
            long userId,
            long amountFen,
            @Nullable Integer packetSet,
            @Nullable Long packetNumber,
            long balanceAfterFen,
            String traceId,
            Instant at) {}

    public record EntryRow(
            long entryId,
            String transferId,
            Account account,
            @Nullable Long userId,
            TransferKind kind,
            long amountFen,
            @Nullable Long balanceAfterFen,
            @Nullable Integer packetSet,
            @Nullable Long packetNumber,
            Instant at) {}

    /** A wallet; entries is how many of the shard's entries are its own, and balanceFen is their sum. */
    public record WalletRow(long userId, long balanceFen, long entries, boolean frozen, Instant updatedAt) {}

    public record KeyRow(
            long userId,
            String idempotencyKey,
            String requestHash,
            String transferId,
            @Nullable String packetId,
            long balanceAfterFen,
            Instant createdAt) {}

    /** A payout, promised in the transaction of its withdrawal; at is when it came into this state. */
    public record PayoutRow(String withdrawalId, long userId, long amountFen, PayoutState state, Instant at) {}

    public enum PayoutState {
        /** The payment provider has not answered yet. */
        PENDING,
        PAID,
        /** The provider refused it, and the wallet has the money again. */
        RETURNED
    }

    public record DailyRow(long userId, LocalDate day, long totalFen) {}
}
