package redpacket.account.shard;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import redpacket.common.database.DatabaseSettings;
import redpacket.common.database.MemberGroup;
import redpacket.common.database.Migrations;
import redpacket.common.event.EventPartitions;
import redpacket.common.id.UserId;
import redpacket.common.process.ProcessSettings;

/** All shards, migrated and beating. A user belongs to one for good. */
@Component
public final class Shards {
    private final EventPartitions partitions;
    private final List<Shard> shards = new ArrayList<>();

    Shards(ProcessSettings process, MeterRegistry meters) {
        this.partitions = process.eventPartitions();
        for (int number = 1; number <= process.accounts().shards(); number++) {
            DatabaseSettings settings = DatabaseSettings.ofAccounts(process, "accounts_" + number);
            MemberGroup group = MemberGroup.open(settings, meters);
            Migrations.run(group, settings, "db/account");
            group.startHeartbeat();
            shards.add(new Shard(number, group));
        }
    }

    public List<Shard> all() {
        return List.copyOf(shards);
    }

    public Shard of(UserId user) {
        return shards.get(partitions.shardOf(user.value()) - 1);
    }

    @PreDestroy
    void close() {
        shards.forEach(shard -> shard.group().close());
    }
}
