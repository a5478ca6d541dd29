package redpacket.account.shard;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;
import redpacket.common.database.DatabaseSettings;
import redpacket.common.database.MemberGroup;
import redpacket.common.database.Migrations;
import redpacket.common.event.EventPartitions;
import redpacket.common.id.UserId;
import redpacket.common.process.ProcessSettings;
import redpacket.common.process.StartBeforeServing;

/** All shards, after their migrations. A user belongs to one shard for good. */
@Component
public final class Shards extends StartBeforeServing {
    private final EventPartitions partitions;
    private final List<Shard> shards = new ArrayList<>();
    private final List<Runnable> migrations = new ArrayList<>();

    Shards(ProcessSettings process, MeterRegistry meters) {
        this.partitions = process.eventPartitions();
        for (int number = 1; number <= process.accounts().shards(); number++) {
            DatabaseSettings settings = DatabaseSettings.ofAccounts(process, "accounts_" + number);
            MemberGroup group = MemberGroup.open(settings, meters);
            migrations.add(() -> Migrations.run(group, settings, "db/account"));
            shards.add(new Shard(number, group));
        }
    }

    @Override
    protected void begin() {
        migrations.forEach(Runnable::run);
        shards.forEach(shard -> LedgerLayout.check(shard, partitions));
        shards.forEach(shard -> shard.group().startHeartbeat());
    }

    public List<Shard> all() {
        return List.copyOf(shards);
    }

    /** The partitions of {@code packet-events} that belong to a shard. */
    public List<Integer> partitionsOf(int shard) {
        int first = (shard - 1) * partitions.partitionsPerShard();
        return IntStream.range(first, first + partitions.partitionsPerShard())
                .boxed()
                .toList();
    }

    public Shard of(UserId user) {
        return shards.get(partitions.shardOf(user.value()) - 1);
    }

    @Override
    protected void end() {
        shards.forEach(shard -> shard.group().close());
    }
}
