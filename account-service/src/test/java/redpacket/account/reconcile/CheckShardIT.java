package redpacket.account.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import redpacket.account.RealShard;

/** Errors planted in a real schema, one at a time. */
class CheckShardIT {
    private static final Instant NOW = Instant.parse("2026-02-16T12:00:00Z");
    private static final String ENTRY =
            "INSERT INTO entries (entry_id, transfer_id, account, user_id, kind, amount_fen,"
                    + " balance_after_fen, packet_set, packet_number, at) VALUES ";

    private final Findings findings = new Findings(100, Duration.ZERO, Duration.ofMinutes(1));

    @Test
    void anEntrySaysWhatItsTransferSays() throws SQLException {
        try (RealShard shard = new RealShard()) {
            shard.run(
                    "INSERT INTO wallets (user_id, balance_fen, entries, updated_at) VALUES (7, 50, 1, '2026-02-16')",
                    "INSERT INTO transfers (transfer_id, kind, user_id, amount_fen, packet_set, packet_number,"
                            + " balance_after_fen, trace_id, at) VALUES"
                            + " ('open-p-7', 'PACKET_OPENED', 7, 50, 1, 3, 50, '', '2026-02-16')",
                    ENTRY + "(1, 'open-p-7', 'WALLET', 7, 'PACKET_OPENED', 50, 50, 1, 3, '2026-02-16'),"
                            + "(2, 'open-p-7', 'ESCROW', NULL, 'PACKET_OPENED', -50, NULL, 1, 3, '2026-02-16')");
            CheckShard check = new CheckShard(
                    shard.shard(),
                    findings,
                    new Binder(new MapConfigurationPropertySource(Map.of()))
                            .bindOrCreate("redpacket.account.reconcile", ReconcileSettings.class),
                    Clock.fixed(NOW, ZoneOffset.UTC));
            assertThat(found(check)).isEmpty();
            for (String change : List.of(
                    "kind = 'PACKET_REFUNDED'",
                    "amount_fen = 51",
                    "balance_after_fen = 51",
                    "user_id = 8",
                    "packet_number = 4",
                    "packet_set = 2",
                    "at = '2026-02-17'")) {
                shard.run("UPDATE transfers SET " + change);
                assertThat(found(check)).as(change).contains(FindingKind.TRANSFER_MISSING);
                shard.run("UPDATE transfers SET kind = 'PACKET_OPENED', amount_fen = 50, balance_after_fen = 50,"
                        + " user_id = 7, packet_number = 3, packet_set = 1, at = '2026-02-16'");
                assertThat(found(check)).as("%s undone", change).isEmpty();
            }
            aSecondPairUnderATransferIsFound(shard, check);
        }
    }

    /** Its wallet counts it and adds up: nothing else would tell. */
    private void aSecondPairUnderATransferIsFound(RealShard shard, CheckShard check) throws SQLException {
        shard.run(
                ENTRY + "(3, 'open-p-7', 'WALLET', 7, 'PACKET_OPENED', 50, 100, 1, 3, '2026-02-16'),"
                        + "(4, 'open-p-7', 'ESCROW', NULL, 'PACKET_OPENED', -50, NULL, 1, 3, '2026-02-16')",
                "UPDATE wallets SET balance_fen = 100, entries = 2");
        assertThat(found(check)).containsExactly(FindingKind.TRANSFER_MISSING);
    }

    private List<FindingKind> found(CheckShard check) {
        check.all();
        return findings.all().stream().map(finding -> finding.what().kind()).toList();
    }
}
