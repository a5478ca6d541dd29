package redpacket.grab.lane;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import redpacket.common.database.DatabaseFailure;

/** The meters of a set's lanes. */
final class LaneMeters {
    private final DistributionSummary batchSize;
    private final Timer commits;
    private final Map<DatabaseFailure, Counter> reloads = new EnumMap<>(DatabaseFailure.class);

    LaneMeters(String set, MeterRegistry meters) {
        this.batchSize = DistributionSummary.builder("redpacket.lane.batch.requests")
                .description("requests in one transaction")
                .tag("set", set)
                .register(meters);
        this.commits = Timer.builder("redpacket.lane.commit")
                .description("a batch from its first read to the acknowledged commit")
                .tag("set", set)
                .publishPercentiles(0.5, 0.99)
                .register(meters);
        for (DatabaseFailure failure : DatabaseFailure.values()) {
            reloads.put(
                    failure,
                    Counter.builder("redpacket.lane.reloads")
                            .description("failed batches by reason; the logs of their packets were read again")
                            .tag("set", set)
                            .tag("why", failure.name().toLowerCase(Locale.ROOT))
                            .register(meters));
        }
    }

    void committed(int requests, long nanos) {
        batchSize.record(requests);
        commits.record(nanos, TimeUnit.NANOSECONDS);
    }

    void reloaded(DatabaseFailure failure) {
        Counter counter = reloads.get(failure);
        if (counter != null) {
            counter.increment();
        }
    }
}
