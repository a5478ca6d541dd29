package redpacket.account.seal;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import redpacket.account.shard.Shard;
import redpacket.account.shard.Shards;
import redpacket.common.database.Lease;

/** Seals every shard again and again. */
@Component
final class SealSchedule {
    private static final Logger LOG = LoggerFactory.getLogger(SealSchedule.class);
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final List<SealEntries> shards;

    SealSchedule(Shards shards, SealSettings settings, Clock clock, MeterRegistry meters) {
        this.shards = shards.all().stream()
                .map(shard -> sealer(shard, settings, clock, meters))
                .toList();
    }

    private static SealEntries sealer(Shard shard, SealSettings settings, Clock clock, MeterRegistry meters) {
        return new SealEntries(shard, new Lease(shard.group(), "seal", LEASE), settings, clock, meters);
    }

    List<SealEntries> shards() {
        return shards;
    }

    @Scheduled(
            fixedDelayString = "${redpacket.account.seal.every:3s}",
            initialDelayString = "${redpacket.account.seal.every:3s}")
    void look() {
        for (SealEntries shard : shards) {
            try {
                shard.look();
            } catch (RuntimeException e) {
                LOG.warn("a shard is not sealed this time: {}", e.toString());
            }
        }
    }
}
