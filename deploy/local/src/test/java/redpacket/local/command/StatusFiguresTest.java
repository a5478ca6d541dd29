package redpacket.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import redpacket.local.api.Readings;

class StatusFiguresTest {
    private static final String BEFORE = """
            # HELP redpacket_opens_total grabs and opens by how they ended
            redpacket_opens_total{call="open",outcome="Opened"} 10.0
            redpacket_set_state{set="set-1"} 1.0
            redpacket_database_accepting{group="accounts"} 1.0
            redpacket_database_accepting{group="set-1"} 0.0
            redpacket_database_semi_sync{group="set-1"} 1.0
            redpacket_database_members_reachable{group="set-1"} 3.0
            redpacket_outbox_oldest_millis{outbox="set-1"} 2500.0
            redpacket_reconciliation_unmatched_fen 188.0
            process_cpu_usage NaN
            """;

    @Test
    void showsWhatAnOperatorLooksForFirst() {
        Readings before = readings("packet", BEFORE);
        Readings now = readings("packet", BEFORE.replace("\"Opened\"} 10.0", "\"Opened\"} 1000010.0"));

        String shown = StatusFigures.of(before, now);

        assertThat(shown).containsPattern("set-1 +masked +REFUSED +on +3 ");
        assertThat(shown).containsPattern("accounts +yes +OFF +\\? ");
        assertThat(shown).containsPattern("opened [1-9][0-9.]+\\)");
        assertThat(shown).contains("the oldest 2.5 s", "gap 1.88 yuan");
    }

    @Test
    void aServiceThatBeganAnewHasNoNegativeRate() {
        Readings before = readings("grab-1", "redpacket_opens_total 10.0\n");
        Readings now = readings("grab-1", "redpacket_opens_total 2.0\n");
        assertThat(now.rate(before, "redpacket_opens_total")).isZero();
    }

    @Test
    void seriesAreTakenByNameAndLabels() {
        Readings readings =
                readings("a", "redpacket_x{of=\"1\",is=\"a\"} 1\nredpacket_x{of=\"2\"} 5\nredpacket_xy 7\n");
        assertThat(readings.sum("redpacket_x")).isEqualTo(6);
        assertThat(readings.max("redpacket_x", "of=\"1\"")).isEqualTo(1);
        assertThat(readings.min("redpacket_none")).isNaN();
        assertThat(readings.byLabel("redpacket_x", "of")).containsEntry("2", 5.0);
    }

    private static Readings readings(String service, String text) {
        return new Readings(Map.of(service, text));
    }
}
