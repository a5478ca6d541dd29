package redpacket.account.post;

import java.sql.Connection;
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
import java.util.function.BiConsumer;
import org.apache.ibatis.exceptions.PersistenceException;
import redpacket.account.model.LedgerRows.EntryRow;
import redpacket.account.model.LedgerRows.TransferRow;
import redpacket.account.model.LedgerRows.WalletRow;
import redpacket.account.model.TransferKind;

/** Rows that every credit reads and writes, many in one statement. LedgerMapper has those that few commands need. */
final class ShardRows {
    /** A statement's bound; a batch that funds campaigns may write more. */
    private static final int ROWS_MAX = 1_000;

    private final Connection connection;

    ShardRows(Connection connection) {
        this.connection = connection;
    }

    /** Locked in the order of user ids (rule M3). */
    Map<Long, WalletRow> lockWallets(Collection<Long> usersAscending) {
        SqlText query =
                new SqlText("SELECT user_id, balance_fen, entries, frozen, updated_at FROM wallets WHERE user_id IN (");
        usersAscending.forEach(user -> query.number(user.longValue()));
        Map<Long, WalletRow> wallets = new HashMap<>();
        read(query.end(") ORDER BY user_id FOR UPDATE"), row -> {
            WalletRow wallet =
                    new WalletRow(row.getLong(1), row.getLong(2), row.getLong(3), row.getBoolean(4), time(row, 5));
            wallets.put(wallet.userId(), wallet);
        });
        return wallets;
    }

    Map<String, TransferRow> transfers(Collection<String> ids) {
        SqlText query = new SqlText("SELECT transfer_id, kind, user_id, amount_fen, packet_set, packet_number,"
                + " balance_after_fen, trace_id, at FROM transfers WHERE transfer_id IN (");
        ids.forEach(query::name);
        Map<String, TransferRow> transfers = new HashMap<>();
        read(query.end(")"), row -> {
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
        write(
                "INSERT INTO transfers (transfer_id, kind, user_id, amount_fen, packet_set, packet_number,"
                        + " balance_after_fen, trace_id, at) VALUES ",
                rows,
                (text, row) -> text.name(row.transferId())
                        .name(row.kind().name())
                        .number(row.userId())
                        .number(row.amountFen())
                        .number(row.packetSet())
                        .number(row.packetNumber())
                        .number(row.balanceAfterFen())
                        .name(row.traceId())
                        .time(row.at()),
                "");
    }

    void insertEntries(List<EntryRow> rows) {
        write(
                "INSERT INTO entries (entry_id, transfer_id, account, user_id, kind, amount_fen, balance_after_fen,"
                        + " packet_set, packet_number, at) VALUES ",
                rows,
                (text, row) -> text.number(row.entryId())
                        .name(row.transferId())
                        .name(row.account().name())
                        .number(row.userId())
                        .name(row.kind().name())
                        .number(row.amountFen())
                        .number(row.balanceAfterFen())
                        .number(row.packetSet())
                        .number(row.packetNumber())
                        .time(row.at()),
                "");
    }

    void insertWallets(List<WalletRow> rows) {
        writeWallets(rows, "");
    }

    /** Rows that this transaction has locked. */
    void updateWallets(List<WalletRow> rows) {
        writeWallets(
                rows,
                " ON DUPLICATE KEY UPDATE balance_fen = VALUES(balance_fen), entries = VALUES(entries),"
                        + " updated_at = VALUES(updated_at)");
    }

    private void writeWallets(List<WalletRow> rows, String ending) {
        write(
                "INSERT INTO wallets (user_id, balance_fen, entries, frozen, updated_at) VALUES ",
                rows,
                (text, row) -> text.number(row.userId())
                        .number(row.balanceFen())
                        .number(row.entries())
                        .flag(row.frozen())
                        .time(row.updatedAt()),
                ending);
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

    private <T> void write(String beginning, List<T> rows, BiConsumer<SqlText, T> cells, String ending) {
        for (int from = 0; from < rows.size(); from += ROWS_MAX) {
            SqlText text = new SqlText(beginning);
            for (T row : rows.subList(from, Math.min(rows.size(), from + ROWS_MAX))) {
                text.row();
                cells.accept(text, row);
                text.endRow();
            }
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate(text.end(ending).toString());
            } catch (SQLException e) {
                throw new PersistenceException(beginning + ": " + e.getMessage(), e);
            }
        }
    }

    private interface EachRow {
        void take(ResultSet row) throws SQLException;
    }

    private void read(SqlText query, EachRow each) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query.toString())) {
            while (rows.next()) {
                each.take(rows);
            }
        } catch (SQLException e) {
            throw new PersistenceException("a shard cannot be read: " + e.getMessage(), e);
        }
    }

    private static Instant time(ResultSet row, int column) throws SQLException {
        return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }
}
