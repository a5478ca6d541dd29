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
        WITHDRAWN
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

    public record DailyRow(long userId, LocalDate day, long totalFen) {}
}
