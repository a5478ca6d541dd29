package redpacket.account.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTextTest {
    @Test
    void rowsAndCellsStandBetweenCommas() {
        SqlText text = new SqlText("INSERT INTO t VALUES ");
        Instant at = Instant.parse("2026-02-16T12:00:00.120Z");
        text.row().name("open-1_a").number(-7).number(null).endRow();
        text.row().name("").flag(true).time(at).endRow();
        assertThat(text.end(" END"))
                .hasToString("INSERT INTO t VALUES ('open-1_a',-7,NULL),('',TRUE,'2026-02-16 12:00:00.120') END");
    }

    @Test
    void aListIsCellsWithoutARow() {
        assertThat(new SqlText("IN (").number(1).number(2).end(")")).hasToString("IN (1,2)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a'b", "a\\", "a b", "a\"", "ä", "a;", "a\u0000"})
    void whatIsNoNameNeverGetsBetweenQuotes(String value) {
        assertThatThrownBy(() -> new SqlText("").name(value)).isInstanceOf(IllegalArgumentException.class);
    }
}
