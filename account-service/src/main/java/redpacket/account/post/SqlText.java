package redpacket.account.post;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * A statement over many rows, values included: a parameter for each of thousands of cells costs more than the rows.
 *
 * <p>INVARIANT: nothing gets between quotes but letters, digits, '_', '-' and what a time is made of.
 */
final class SqlText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");

    private final StringBuilder text;
    private boolean firstRow = true;
    private boolean firstCell = true;
    private @Nullable Instant lastTime;
    private String lastTimeText = "";

    SqlText(String beginning) {
        this.text = new StringBuilder(beginning);
    }

    /** Begins a row of VALUES. */
    SqlText row() {
        text.append(firstRow ? "(" : ",(");
        firstRow = false;
        firstCell = true;
        return this;
    }

    SqlText endRow() {
        text.append(')');
        return this;
    }

    SqlText number(long value) {
        next().append(value);
        return this;
    }

    SqlText number(@Nullable Number value) {
        next().append(value == null ? "NULL" : value.toString());
        return this;
    }

    SqlText flag(boolean value) {
        next().append(value ? "TRUE" : "FALSE");
        return this;
    }

    SqlText name(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (!isOfNames(value.charAt(i))) {
                throw new IllegalArgumentException("a name in SQL is letters, digits, '_' and '-', not " + value);
            }
        }
        next().append('\'').append(value).append('\'');
        return this;
    }

    /** In UTC, like every time that is stored. */
    SqlText time(Instant value) {
        if (!value.equals(lastTime)) {
            lastTime = value;
            lastTimeText = TIME.format(LocalDateTime.ofInstant(value, ZoneOffset.UTC));
        }
        next().append('\'').append(lastTimeText).append('\'');
        return this;
    }

    SqlText end(String ending) {
        text.append(ending);
        return this;
    }

    private StringBuilder next() {
        if (!firstCell) {
            text.append(',');
        }
        firstCell = false;
        return text;
    }

    private static boolean isOfNames(char character) {
        return (character >= 'a' && character <= 'z')
                || (character >= 'A' && character <= 'Z')
                || (character >= '0' && character <= '9')
                || character == '_'
                || character == '-';
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
