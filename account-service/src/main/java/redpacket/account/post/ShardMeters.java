package redpacket.account.post;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import redpacket.account.model.LedgerRows.TransferRow;
import redpacket.account.model.TransferKind;

/** The metrics of a shard's writer. */
final class ShardMeters {
    private final DistributionSummary batchSize;
    private final Timer commits;
    private final Counter failures;
    private final Counter poison;
    private final Map<TransferKind, Counter> transfers = new EnumMap<>(TransferKind.class);

    ShardMeters(int shard, Supplier<Number> queued, BooleanSupplier leads, MeterRegistry meters) {
        String tag = Integer.toString(shard);
        this.batchSize = DistributionSummary.builder("redpacket.ledger.batch.commands")
                .description("commands in one transaction")
                .tag("shard", tag)
                .register(meters);
        this.commits = Timer.builder("redpacket.ledger.commit")
                .description("a batch from its first read to the acknowledged commit")
                .tag("shard", tag)
                .publishPercentiles(0.5, 0.99)
                .register(meters);
        this.failures = Counter.builder("redpacket.ledger.commit.failures")
                .description("transactions that failed, or whose outcome is unknown")
                .tag("shard", tag)
                .register(meters);
        this.poison = Counter.builder("redpacket.ledger.poison")
                .description("commands that can never be done, such as a second content for a transfer id")
                .tag("shard", tag)
                .register(meters);
        for (TransferKind kind : TransferKind.values()) {
            transfers.put(
                    kind,
                    Counter.builder("redpacket.ledger.transfers")
                            .description("transfers written")
                            .tag("shard", tag)
                            .tag("kind", kind.name())
                            .register(meters));
        }
        Gauge.builder("redpacket.ledger.queue.commands", queued)
                .description("commands that wait")
                .tag("shard", tag)
                .register(meters);
        Gauge.builder("redpacket.ledger.leading", () -> leads.getAsBoolean() ? 1 : 0)
                .description("1 in the process that leads the shard")
                .tag("shard", tag)
                .register(meters);
    }

    void committed(int commands, long nanos, Collection<TransferRow> written) {
        commits.record(Duration.ofNanos(nanos));
        batchSize.record(commands);
        written.forEach(transfer -> count(transfer.kind()));
    }

    private void count(TransferKind kind) {
        Counter counter = transfers.get(kind);
        if (counter != null) {
            counter.increment();
        }
    }

    void failed() {
        failures.increment();
    }

    void poison() {
        poison.increment();
    }
}
