package redpacket.account.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redpacket.account.model.TransferKind;
import redpacket.common.problem.Problem;

/** The filter of a wallet's entries, and their CSV. */
class EntriesTest {
    private static final Instant AT = Instant.parse("2026-02-16T12:00:00Z");

    @Test
    void aFilterTakesAKindAndTimesInAnyZone() {
        assertThat(EntriesFilter.of(null, null, null)).isEqualTo(new EntriesFilter(null, null, null));
        assertThat(EntriesFilter.of("WITHDRAWAL_RETURNED", "2026-02-16T12:00:00Z", "2026-02-16T20:00:01+08:00"))
                .isEqualTo(new EntriesFilter(TransferKind.WITHDRAWAL_RETURNED, AT, AT.plusSeconds(1)));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "VOID, -, -, INVALID_KIND",
                "top_up, -, -, INVALID_KIND",
                "'', -, -, INVALID_KIND",
                "-, yesterday, -, INVALID_FROM",
                "-, 2026-02-16, -, INVALID_FROM",
                "-, '', -, INVALID_FROM",
                "-, -, 2026-02-30T00:00:00Z, INVALID_TO",
                "-, -, +10000-01-01T00:00:00Z, INVALID_TO",
                "-, 2026-02-16T12:00:00Z, 2026-02-16T11:59:59Z, INVALID_TO"
            })
    void aBadValueIs400(String kind, String from, String to, String code) {
        assertThatThrownBy(() -> EntriesFilter.of(kind, from, to)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.status()).isEqualTo(400);
            assertThat(problem.body()).containsEntry("code", code);
        });
    }

    @Test
    void csvHasAHeaderAndALineForEachEntry() {
        assertThat(EntriesCsv.of(List.of(
                        new WalletEndpoint.EntryAnswer("12", TransferKind.PACKET_SENT, -100, 900, "AAE_x", AT),
                        new WalletEndpoint.EntryAnswer("11", TransferKind.TOP_UP, 1000, 1000, null, AT))))
                .isEqualTo(String.join(
                        "\r\n",
                        "entryId,kind,amountFen,balanceAfterFen,packetId,at",
                        "12,PACKET_SENT,-100,900,AAE_x,2026-02-16T12:00:00.000Z",
                        "11,TOP_UP,1000,1000,,2026-02-16T12:00:00.000Z",
                        ""));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, <?cursor=c2>; rel=\"next\"",
                "limit=5&kind=TOP_UP&from=2026-01-01T00:00:00Z, "
                        + "<?limit=5&kind=TOP_UP&from=2026-01-01T00:00:00Z&cursor=c2>; rel=\"next\"",
                "cursor=c1&limit=5, <?limit=5&cursor=c2>; rel=\"next\"",
                "x=>, <?x=%3E&cursor=c2>; rel=\"next\""
            })
    void theLinkKeepsTheOtherParameters(String query, String link) {
        assertThat(EntriesCsv.link(query, "c2")).isEqualTo(link);
    }

    @ParameterizedTest
    @CsvSource({"=1+1,'''=1+1'", "+1,'''+1'", "-A,'''-A'", "@SUM(A1),'''@SUM(A1)'", "AB-C,AB-C"})
    void noCellIsAFormula(String value, String cell) {
        assertThat(EntriesCsv.text(value)).isEqualTo(cell);
    }

    @Test
    void aSeparatorStaysInItsCell() {
        assertThat(EntriesCsv.text("a,\"b\"\n")).isEqualTo("\"a,\"\"b\"\"\n\"");
        assertThat(EntriesCsv.text("\tx")).isEqualTo("'\tx");
        assertThat(EntriesCsv.text(null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "text/csv|true",
                "text/csv, */*;q=0.1|true",
                "text/csv;q=0.9, application/json;q=0.8|true",
                "application/json|false",
                "text/csv, application/json|false",
                "text/csv;q=0.5, application/json|false",
                "text/csv;q=0|false",
                "*/*|false",
                "not a type|false",
                "-|false"
            })
    void csvIsSentToAClientThatPrefersIt(String accept, boolean preferred) {
        assertThat(EntriesCsv.isPreferred(accept)).isEqualTo(preferred);
    }
}
