package redpacket.account.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import redpacket.account.RealShard;
import redpacket.account.model.CreditsUnderWay;
import redpacket.account.reconcile.Books.Digest;
import redpacket.account.reconcile.Books.LogRow;
import redpacket.account.reconcile.Books.PacketDigest;
import redpacket.account.reconcile.Books.PacketDigests;
import redpacket.account.reconcile.Books.PacketRow;
import redpacket.account.reconcile.Books.RangeDigest;
import redpacket.account.reconcile.Books.SetRows;

/** One packet of a set against a real ledger. */
class CheckSetIT {
    private static final Instant NOW = Instant.parse("2026-02-16T12:00:00Z");
    private static final Instant LONG_AGO = NOW.minusSeconds(600);
    private static final long PACKET = 77;
    private static final String ENTRY =
            "INSERT INTO entries (entry_id, transfer_id, account, user_id, kind, amount_fen,"
                    + " balance_after_fen, packet_set, packet_number, at) VALUES ";

    private final Findings findings = new Findings(100, Duration.ZERO, Duration.ofMinutes(1));
    private final FakeSet set = new FakeSet();

    @Test
    void aConsistentSecondCreditIsFoundAndSoAreDigestsThatAloneDiffer() throws SQLException {
        try (RealShard shard = new RealShard()) {
            shard.run(ENTRY + "(1, 'charge-p', 'WALLET', 5, 'PACKET_SENT', -100, 900, 1, 77, '2026-02-16'),"
                    + "(2, 'charge-p', 'ESCROW', NULL, 'PACKET_SENT', 100, NULL, 1, 77, '2026-02-16'),"
                    + "(3, 'open-p-9', 'WALLET', 9, 'PACKET_OPENED', 30, 30, 1, 77, '2026-02-16'),"
                    + "(4, 'open-p-9', 'ESCROW', NULL, 'PACKET_OPENED', -30, NULL, 1, 77, '2026-02-16')");
            CheckSet check = check(shard);
            assertThat(found(check)).isEmpty();

            set.wrongHash = 1;
            assertThat(found(check)).containsExactly(FindingKind.DIGESTS_DIFFER);
            set.wrongHash = 0;
            assertThat(found(check)).isEmpty();

            shard.run(ENTRY + "(5, 'again-p-9', 'WALLET', 9, 'PACKET_OPENED', 30, 60, 1, 77, '2026-02-16'),"
                    + "(6, 'again-p-9', 'ESCROW', NULL, 'PACKET_OPENED', -30, NULL, 1, 77, '2026-02-16')");
            assertThat(found(check)).containsExactly(FindingKind.CREDIT_TWICE);
            assertThat(findings.unmatchedFen(NOW)).isEqualTo(30);
            assertThat(findings.unexplained(NOW)).isEqualTo(1);

            shard.run(ENTRY + "(7, 'charge-q', 'WALLET', 5, 'PACKET_SENT', -100, 800, 1, 77, '2026-02-16'),"
                    + "(8, 'charge-q', 'ESCROW', NULL, 'PACKET_SENT', 100, NULL, 1, 77, '2026-02-16')");
            assertThat(found(check)).containsExactlyInAnyOrder(FindingKind.CREDIT_TWICE, FindingKind.CHARGE_TWICE);
        }
    }

    private CheckSet check(RealShard shard) {
        return new CheckSet(
                1,
                set,
                new LedgerBooks(List.of(shard.shard())),
                findings,
                new Binder(new MapConfigurationPropertySource(Map.of()))
                        .bindOrCreate("redpacket.account.reconcile", ReconcileSettings.class),
                user -> true,
                new CreditsUnderWay(),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private List<FindingKind> found(CheckSet check) {
        check.all();
        return findings.all().stream().map(finding -> finding.what().kind()).toList();
    }

    /** A set with one packet of 100 fen from user 5, of which user 9 has opened 30. */
    private static final class FakeSet implements SetBooks {
        private long wrongHash;

        private static long crc(long user, long fen) {
            CRC32 crc = new CRC32();
            crc.update((PACKET + ":" + user + ":" + fen).getBytes(StandardCharsets.US_ASCII));
            return crc.getValue();
        }

        @Override
        public RangeDigest digest(int set, long after, int limit) {
            return new RangeDigest(
                    1, Long.MAX_VALUE, new Digest(1, 100, crc(5, 100)), new Digest(1, 30, crc(9, 30) + wrongHash));
        }

        @Override
        public PacketDigests packetDigests(int set, long after, long through) {
            return new PacketDigests(
                    List.of(new PacketDigest(PACKET, 100, crc(5, 100))),
                    List.of(new PacketDigest(PACKET, 30, crc(9, 30) + wrongHash)));
        }

        @Override
        public SetRows rows(int set, List<Long> numbers) {
            return new SetRows(
                    List.of(new PacketRow(PACKET, 5, "ACTIVE", 100, LONG_AGO)),
                    new ArrayList<>(List.of(new LogRow(PACKET, 1, 9, 30, LONG_AGO))),
                    null);
        }

        @Override
        public void resend(int set, List<EntryName> entries) {
            throw new AssertionError("nothing is missing");
        }
    }
}
