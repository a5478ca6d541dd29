package redpacket.notification.store;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import redpacket.common.database.DatabaseSettings;
import redpacket.common.database.MemberGroup;
import redpacket.common.database.Migrations;
import redpacket.common.database.SqlSessions;
import redpacket.common.event.EventPartitions;
import redpacket.common.outbox.OutboxMapper;
import redpacket.common.outbox.OutboxRelay;
import redpacket.common.outbox.OutboxSettings;
import redpacket.common.process.ProcessSettings;
import redpacket.common.process.StartBeforeServing;

/** The schema {@code notify} on the account set, and the relays of its outboxes. */
@Component
public final class PeopleStore extends StartBeforeServing {
    /** The consumer group that turns packet-events into messages and records. */
    public static final String EVENT_GROUP = "notify-events";

    private static final int TOPIC_PARTITIONS = 4;

    private final DatabaseSettings settings;
    private final MemberGroup group;
    private final OutboxRelay profiles;
    private final OutboxRelay groups;

    PeopleStore(ProcessSettings process, MeterRegistry meters) {
        this.settings = DatabaseSettings.ofAccounts(process, "notify");
        this.group = MemberGroup.open(settings, meters);
        String kafka = process.kafka().bootstrapServers();
        this.profiles = relay(OutboxSettings.of("notify", kafka, EventPartitions.PROFILE_EVENTS), meters);
        this.groups =
                relay(OutboxSettings.of("notify-groups", kafka, EventPartitions.GROUP_EVENTS, "group_outbox"), meters);
    }

    private OutboxRelay relay(OutboxSettings outbox, MeterRegistry meters) {
        return new OutboxRelay(outbox, group, key -> Math.floorMod(Long.hashCode(key), TOPIC_PARTITIONS), meters);
    }

    @Override
    protected void begin() {
        Migrations.run(group, settings, "db/notify");
        group.startHeartbeat();
        profiles.start();
        groups.start();
    }

    public MemberGroup group() {
        return group;
    }

    /** Transactions on the primary, of these mappers and of those of what all use cases share. */
    public SqlSessions sessions(Class<?>... mappers) {
        return new SqlSessions(
                group.primary(),
                Stream.concat(Stream.of(InboxMapper.class, KeyMapper.class, OutboxMapper.class), Stream.of(mappers))
                        .toArray(Class<?>[]::new));
    }

    /** A profile has changed. */
    public void wakeProfiles() {
        profiles.wake();
    }

    /** A group has changed. */
    public void wakeGroups() {
        groups.wake();
    }

    @Override
    protected void end() {
        profiles.close();
        groups.close();
        group.close();
    }
}
