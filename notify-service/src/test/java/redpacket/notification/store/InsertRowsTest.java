package redpacket.notification.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class InsertRowsTest {
    private final InsertRows rows = new InsertRows("t (a, b, c, d)");

    @Test
    void areOneStatement() {
        rows.row(1L, 2, "plain text, of 1.00 yuan-", null);
        rows.row(Long.MIN_VALUE, -3, "", Instant.parse("2026-11-23T01:02:03.004Z"));
        assertThat(rows.sql("a = t.a"))
                .isEqualTo("INSERT INTO t (a, b, c, d) VALUES (1,2,'plain text, of 1.00 yuan-',NULL),"
                        + "(-9223372036854775808,-3,'','2026-11-23 01:02:03.004') ON DUPLICATE KEY UPDATE a = t.a");
    }

    @Test
    void noTextEndsItsLiteral() {
        for (String text :
                new String[] {"'", "\\", "\"", "a\0b", "x'); DROP TABLE t; --", "红包", "\uD83E\uDDE7", "`", "\n"}) {
            InsertRows one = new InsertRows("t (a)");
            one.row(text);
            assertThat(one.sql("a = t.a"))
                    .matches(
                            "INSERT INTO t \\(a\\) VALUES \\(_utf8mb4 x'([0-9a-f]{2})+'\\) ON DUPLICATE KEY UPDATE a = t.a");
        }
    }

    @Test
    void timesAreUtcToTheMillisecond() {
        rows.row(
                Instant.EPOCH,
                Instant.parse("1969-12-31T23:59:59.999Z"),
                Instant.parse("2026-12-31T23:59:59.999999Z"),
                Instant.parse("2027-01-01T00:00:00Z"));
        assertThat(rows.sql("a = t.a"))
                .contains("('1970-01-01 00:00:00.000','1969-12-31 23:59:59.999','2026-12-31 23:59:59.999',"
                        + "'2027-01-01 00:00:00.000')");
    }

    @Test
    void takeNothingThatHasNoLiteral() {
        assertThatThrownBy(() -> rows.row(1.5)).isInstanceOf(IllegalArgumentException.class);
    }
}
