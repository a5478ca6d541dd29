package redpacket.notification.store;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;
import redpacket.common.database.DatabaseSettings;
import redpacket.common.database.MemberGroup;
import redpacket.common.database.Migrations;
import redpacket.common.event.EventPartitions;
import redpacket.common.outbox.OutboxRelay;
import redpacket.common.outbox.OutboxSettings;
import redpacket.common.process.ProcessSettings;
import redpacket.common.process.StartBeforeServing;

/** The schema {@code notify} on the account set, and the relay of its outbox. */
@Component
public final class PeopleStore extends StartBeforeServing {
    private static final int PROFILE_PARTITIONS = 4;

    private final DatabaseSettings settings;
    private final MemberGroup group;
    private final OutboxRelay relay;

    PeopleStore(ProcessSettings process, MeterRegistry meters) {
        this.settings = DatabaseSettings.ofAccounts(process, "notify");
        this.group = MemberGroup.open(settings, meters);
        this.relay = new OutboxRelay(
                OutboxSettings.of("notify", process.kafka().bootstrapServers(), EventPartitions.PROFILE_EVENTS),
                group,
                user -> Math.floorMod(Long.hashCode(user), PROFILE_PARTITIONS),
                meters);
    }

    @Override
    protected void begin() {
        Migrations.run(group, settings, "db/notify");
        group.startHeartbeat();
        relay.start();
    }

    public MemberGroup group() {
        return group;
    }

    /** There is something in the outbox. */
    public void wake() {
        relay.wake();
    }

    @Override
    protected void end() {
        relay.close();
        group.close();
    }
}
