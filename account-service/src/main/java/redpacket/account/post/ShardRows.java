package redpacket.account.post;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.ibatis.exceptions.PersistenceException;
import redpacket.account.model.LedgerRows.EntryRow;
import redpacket.account.model.LedgerRows.TransferRow;
import redpacket.account.model.LedgerRows.WalletRow;
import redpacket.account.model.TransferKind;
import redpacket.common.database.InsertRows;

/** Rows that every credit reads and writes, many in one statement. LedgerMapper has those that few commands need. */
final class ShardRows {
    private final Connection connection;

    ShardRows(Connection connection) {
        this.connection = connection;
    }

    /** Locked in the order of user ids (rule M3). */
    Map<Long, WalletRow> lockWallets(Collection<Long> usersAscending) {
        String query = "SELECT user_id, balance_fen, entries, frozen, updated_at FROM wallets WHERE user_id IN ?"
                + " ORDER BY user_id FOR UPDATE";
        Map<Long, WalletRow> wallets = new HashMap<>();
        read(query, usersAscending, row -> {
            WalletRow wallet =
                    new WalletRow(row.getLong(1), row.getLong(2), row.getLong(3), row.getBoolean(4), time(row, 5));
            wallets.put(wallet.userId(), wallet);
        });
        return wallets;
    }

    Map<String, TransferRow> transfers(Collection<String> ids) {
        String query = "SELECT transfer_id, kind, user_id, amount_fen, packet_set, packet_number,"
                + " balance_after_fen, trace_id, at FROM transfers WHERE transfer_id IN ?";
        Map<String, TransferRow> transfers = new HashMap<>();
        read(query, ids, row -> {
            int packetSet = row.getInt(5);
            long packetNumber = row.getLong(6);
            boolean ofPacket = !row.wasNull();
            TransferRow transfer = new TransferRow(
                    row.getString(1),
                    TransferKind.valueOf(row.getString(2)),
                    row.getLong(3),
                    row.getLong(4),
                    ofPacket ? packetSet : null,
                    ofPacket ? packetNumber : null,
                    row.getLong(7),
                    row.getString(8),
                    time(row, 9));
            transfers.put(transfer.transferId(), transfer);
        });
        return transfers;
    }

    void insertTransfers(List<TransferRow> rows) {
        InsertRows insert = new InsertRows(
                "transfers (transfer_id, kind, user_id, amount_fen, packet_set, packet_number, balance_after_fen,"
                        + " trace_id, at)",
                "");
        for (TransferRow row : rows) {
            insert.row(
                    row.transferId(),
                    row.kind().name(),
                    row.userId(),
                    row.amountFen(),
                    row.packetSet(),
                    row.packetNumber(),
                    row.balanceAfterFen(),
                    row.traceId(),
                    row.at());
        }
        insert.run(connection);
    }

    void insertEntries(List<EntryRow> rows) {
        InsertRows insert = new InsertRows(
                "entries (entry_id, transfer_id, account, user_id, kind, amount_fen, balance_after_fen, packet_set,"
                        + " packet_number, at)",
                "");
        for (EntryRow row : rows) {
            insert.row(
                    row.entryId(),
                    row.transferId(),
                    row.account().name(),
                    row.userId(),
                    row.kind().name(),
                    row.amountFen(),
                    row.balanceAfterFen(),
                    row.packetSet(),
                    row.packetNumber(),
                    row.at());
        }
        insert.run(connection);
    }

    void insertWallets(List<WalletRow> rows) {
        writeWallets(rows, "");
    }

    /** Rows that this transaction has locked. */
    void updateWallets(List<WalletRow> rows) {
        writeWallets(
                rows,
                "ON DUPLICATE KEY UPDATE balance_fen = VALUES(balance_fen), entries = VALUES(entries),"
                        + " updated_at = VALUES(updated_at)");
    }

    private void writeWallets(List<WalletRow> rows, String ending) {
        InsertRows insert = new InsertRows("wallets (user_id, balance_fen, entries, frozen, updated_at)", ending);
        for (WalletRow row : rows) {
            insert.row(row.userId(), row.balanceFen(), row.entries(), row.frozen(), row.updatedAt());
        }
        insert.run(connection);
    }

    /** Locks the epoch and renews its lease. False where the epoch is over. */
    boolean renewLease(long epoch, long leaseMicros) {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate("UPDATE shard_leader SET renewals = renewals + 1, lease_until ="
                            + " UTC_TIMESTAMP(3) + INTERVAL " + leaseMicros + " MICROSECOND WHERE id = 1 AND epoch = "
                            + epoch)
                    == 1;
        } catch (SQLException e) {
            throw new PersistenceException("the epoch cannot be locked: " + e.getMessage(), e);
        }
    }

    private interface EachRow {
        void take(ResultSet row) throws SQLException;
    }

    /** The query names its values once, as {@code IN ?}. */
    private void read(String query, Collection<?> values, EachRow each) {
        String marks = "(" + "?,".repeat(values.size() - 1) + "?)";
        try (PreparedStatement statement = connection.prepareStatement(query.replace("IN ?", "IN " + marks))) {
            int index = 0;
            for (Object value : values) {
                statement.setObject(++index, value);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    each.take(rows);
                }
            }
        } catch (SQLException e) {
            throw new PersistenceException("a shard cannot be read: " + e.getMessage(), e);
        }
    }

    private static Instant time(ResultSet row, int column) throws SQLException {
        return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }
}
