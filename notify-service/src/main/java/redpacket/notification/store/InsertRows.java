package redpacket.notification.store;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import org.apache.ibatis.exceptions.PersistenceException;
import org.apache.ibatis.session.SqlSession;
import org.jspecify.annotations.Nullable;

/**
 * One INSERT of many rows, as text. A statement with thousands of parameters costs this process several times as much
 * as its rows cost the server, and the driver would make the same text of it.
 *
 * <p>INVARIANT: no value can end its literal: a string with a character that is not plain is written in hexadecimal.
 */
public final class InsertRows {
    private static final long MILLIS_A_DAY = 86_400_000;

    private final StringBuilder text;
    private boolean isEmpty = true;
    private long day = Long.MIN_VALUE;
    private String date = "";

    /** @param into the table and its columns, as after INSERT INTO */
    public InsertRows(String into) {
        text = new StringBuilder("INSERT INTO ").append(into).append(" VALUES ");
    }

    /** Values in the order of the columns: whole numbers, strings, instants and null. */
    public void row(@Nullable Object... values) {
        text.append(isEmpty ? "(" : ",(");
        isEmpty = false;
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                text.append(',');
            }
            value(values[i]);
        }
        text.append(')');
    }

    private void value(@Nullable Object value) {
        switch (value) {
            case null -> text.append("NULL");
            case Long number -> text.append(number.longValue());
            case Integer number -> text.append(number.intValue());
            case String string -> string(string);
            case Instant at -> instant(at);
            default -> throw new IllegalArgumentException("no literal of a " + value.getClass());
        }
    }

    private void string(String string) {
        for (int i = 0; i < string.length(); i++) {
            if (!isPlain(string.charAt(i))) {
                text.append("_utf8mb4 x'")
                        .append(HexFormat.of().formatHex(string.getBytes(StandardCharsets.UTF_8)))
                        .append('\'');
                return;
            }
        }
        text.append('\'').append(string).append('\'');
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || (c >= 'A' && c <= 'Z')
                || c == ' '
                || c == '-'
                || c == '_'
                || c == '.'
                || c == ',';
    }

    /** In UTC, to the millisecond, as columns have it. */
    private void instant(Instant at) {
        long millis = at.toEpochMilli();
        long dayOf = Math.floorDiv(millis, MILLIS_A_DAY);
        if (dayOf != day) {
            day = dayOf;
            date = at.atOffset(ZoneOffset.UTC).toLocalDate().toString();
        }
        int left = (int) Math.floorMod(millis, MILLIS_A_DAY);
        text.append('\'').append(date).append(' ');
        digits(left / 3_600_000, 10, ':');
        digits(left / 60_000 % 60, 10, ':');
        digits(left / 1_000 % 60, 10, '.');
        digits(left % 1_000, 100, '\'');
    }

    private void digits(int number, int highest, char behind) {
        for (int unit = highest; unit > 0; unit /= 10) {
            text.append((char) ('0' + number / unit % 10));
        }
        text.append(behind);
    }

    /** Runs in the caller's transaction. A row that exists is changed by this text behind ON DUPLICATE KEY UPDATE. */
    public void run(SqlSession session, String onDuplicate) {
        if (isEmpty) {
            return;
        }
        try (Statement statement = session.getConnection().createStatement()) {
            statement.setEscapeProcessing(false);
            statement.executeUpdate(sql(onDuplicate));
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }

    String sql(String onDuplicate) {
        return text + " ON DUPLICATE KEY UPDATE " + onDuplicate;
    }
}
