package redpacket.common.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.ibatis.exceptions.PersistenceException;
import org.jspecify.annotations.Nullable;

/**
 * An INSERT of many rows: one statement for up to {@value #ROWS_MAX} rows, with a parameter for each value. Not
 * thread-safe.
 */
public final class InsertRows {
    static final int ROWS_MAX = 1_000;

    private final String into;
    private final int columns;
    private final String ending;
    private final List<@Nullable Object> values = new ArrayList<>();

    /**
     * @param table and its columns, such as {@code t (a, b)}
     * @param ending such as ON DUPLICATE KEY UPDATE and its assignments; may be empty
     */
    public InsertRows(String table, String ending) {
        this.into = "INSERT INTO " + table + " VALUES ";
        this.columns = (int) table.chars().filter(c -> c == ',').count() + 1;
        this.ending = ending.isEmpty() ? "" : " " + ending;
    }

    /** Values in the order of the columns. Times are stored in UTC, to the millisecond. */
    public InsertRows row(@Nullable Object... row) {
        if (row.length != columns) {
            throw new IllegalArgumentException(into + "takes " + columns + " values, not " + row.length);
        }
        for (Object value : row) {
            values.add(value instanceof Instant at ? stored(at) : value);
        }
        return this;
    }

    private static LocalDateTime stored(Instant at) {
        return LocalDateTime.ofInstant(at.truncatedTo(ChronoUnit.MILLIS), ZoneOffset.UTC);
    }

    /** Inserts the rows in the connection's transaction; throws {@link PersistenceException}. */
    public void run(Connection connection) {
        int step = ROWS_MAX * columns;
        for (int from = 0; from < values.size(); from += step) {
            List<@Nullable Object> some = values.subList(from, Math.min(values.size(), from + step));
            try (PreparedStatement statement = connection.prepareStatement(sql(some.size() / columns))) {
                int index = 0;
                for (Object value : some) {
                    statement.setObject(++index, value);
                }
                statement.executeUpdate();
            } catch (SQLException e) {
                throw new PersistenceException(into + "failed: " + e.getMessage(), e);
            }
        }
    }

    private String sql(int rows) {
        String row = "(?" + ",?".repeat(columns - 1) + ")";
        return into + row + ("," + row).repeat(rows - 1) + ending;
    }
}
