package redpacket.account.seal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.account.shard.Shard;
import redpacket.common.database.Lease;
import redpacket.common.database.SqlSessions;

/**
 * The one sealer of a shard, behind its writer (rule M3).
 *
 * <p>Entry ids have no gap and are committed in order, so a range up to the last one is complete. The primary key of
 * the seals refuses a second sealer. A range with a hole is never sealed: rows were deleted.
 */
final class SealEntries {
    private static final Logger LOG = LoggerFactory.getLogger(SealEntries.class);

    private static final int SEALS_PER_READ = 100;

    private final Shard shard;
    private final SqlSessions sessions;
    private final Lease lease;
    private final SealSettings settings;
    private final Clock clock;
    private volatile long behind;

    SealEntries(Shard shard, Lease lease, SealSettings settings, Clock clock, MeterRegistry meters) {
        this.shard = shard;
        this.sessions = new SqlSessions(shard.group().primary(), SealMapper.class);
        this.lease = lease;
        this.settings = settings;
        this.clock = clock;
        Gauge.builder("redpacket.ledger.unsealed.entries", this, it -> it.behind)
                .description("entries that no seal covers yet")
                .tag("shard", Integer.toString(shard.number()))
                .register(meters);
    }

    void look() {
        if (shard.group().accepting()) {
            lease.runIfFree(() -> {
                for (int i = 0; i < settings.sealsPerLook() && seal(); i++) {
                    LOG.debug("shard {}: sealed", shard.number());
                }
            });
        }
    }

    /** Whether there is more to seal at once. */
    private boolean seal() {
        return sessions.write(session -> {
            SealMapper mapper = session.getMapper(SealMapper.class);
            Optional<SealMapper.Seal> last = mapper.last();
            long after = last.map(SealMapper.Seal::throughEntryId).orElse(0L);
            long end = mapper.entryIdLast();
            long through = Math.min(end, after + settings.rowsMax());
            behind = end - through;
            if (through <= after) {
                return false;
            }
            List<String> rows = mapper.rows(after, through);
            if (rows.size() != through - after) {
                behind = end - after;
                LOG.error(
                        "shard {}: entries of {} to {} are missing; nothing behind them is sealed. Run the audit.",
                        shard.number(),
                        after + 1,
                        through);
                return false;
            }
            mapper.insert(new SealMapper.Seal(
                    last.map(SealMapper.Seal::sealId).orElse(0L) + 1,
                    after,
                    through,
                    rows.size(),
                    SealHash.of(last.map(SealMapper.Seal::hash).orElse(SealHash.FIRST), rows),
                    clock.instant().truncatedTo(ChronoUnit.MILLIS)));
            return through < end;
        });
    }

    /** Reads the whole shard: every seal against its rows, every balance against its entries. */
    Audit audit(int shownMax) {
        List<String> broken = new ArrayList<>();
        String previous = SealHash.FIRST;
        long seals = 0;
        long through = 0;
        while (true) {
            long after = seals;
            List<SealMapper.Seal> page =
                    sessions.read(session -> session.getMapper(SealMapper.class).next(after, SEALS_PER_READ));
            if (page.isEmpty()) {
                break;
            }
            for (SealMapper.Seal seal : page) {
                if (!holds(seal, previous, seals, through) && broken.size() < shownMax) {
                    broken.add("entries " + (seal.afterEntryId() + 1) + " to " + seal.throughEntryId());
                }
                previous = seal.hash();
                seals = seal.sealId();
                through = seal.throughEntryId();
            }
        }
        long sealed = through;
        long last = sessions.read(session -> session.getMapper(SealMapper.class).entryIdLast());
        List<String> wrong = new ArrayList<>();
        long checked = checkWallets(wrong, shownMax);
        return new Audit(shard.number(), sealed, Math.max(0, last - sealed), broken, checked, wrong);
    }

    /** Page by page, each as of one instant. How many there are. */
    private long checkWallets(List<String> wrong, int shownMax) {
        long checked = 0;
        long after = 0;
        while (true) {
            long from = after;
            SealMapper.WalletPage page = sessions.readSnapshot(session -> {
                SealMapper mapper = session.getMapper(SealMapper.class);
                SealMapper.WalletPage next = mapper.walletPage(from, settings.walletsPerAuditRead());
                if (next.wallets() > 0 && wrong.size() < shownMax) {
                    wrong.addAll(mapper.walletsWrong(from, next.lastUserId(), shownMax - wrong.size()));
                }
                return next;
            });
            if (page.wallets() == 0) {
                return checked;
            }
            checked += page.wallets();
            after = page.lastUserId();
        }
    }

    private boolean holds(SealMapper.Seal seal, String previous, long sealBefore, long throughBefore) {
        if (seal.sealId() != sealBefore + 1 || seal.afterEntryId() != throughBefore) {
            return false;
        }
        List<String> rows = sessions.read(
                session -> session.getMapper(SealMapper.class).rows(seal.afterEntryId(), seal.throughEntryId()));
        return rows.size() == seal.rowCount() && SealHash.of(previous, rows).equals(seal.hash());
    }

    /**
     * @param brokenSeals which entries they cover
     * @param walletsWrong users whose balance is not the sum of their entries
     */
    record Audit(
            int shard,
            long entriesSealed,
            long entriesUnsealed,
            List<String> brokenSeals,
            long walletsChecked,
            List<String> walletsWrong) {
        Audit {
            brokenSeals = List.copyOf(brokenSeals);
            walletsWrong = List.copyOf(walletsWrong);
        }

        public boolean isWell() {
            return brokenSeals.isEmpty() && walletsWrong.isEmpty();
        }
    }
}
