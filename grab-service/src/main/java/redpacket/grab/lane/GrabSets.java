package redpacket.grab.lane;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import redpacket.common.database.DatabaseSettings;
import redpacket.common.database.MemberGroup;
import redpacket.common.database.Migrations;
import redpacket.common.event.EventPartitions;
import redpacket.common.id.NumberGenerator;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.id.SetId;
import redpacket.common.outbox.OutboxRelay;
import redpacket.common.outbox.OutboxSettings;
import redpacket.common.process.ProcessSettings;
import redpacket.common.process.StartBeforeServing;
import redpacket.grab.ended.EndedPackets;

/** The sets that this process has lanes in. Nothing is shared between two of them: each has its own pool and relay. */
@Component
public final class GrabSets extends StartBeforeServing {
    private final Map<SetId, GrabSet> sets = new HashMap<>();
    private final List<Runnable> migrations = new ArrayList<>();

    GrabSets(
            ProcessSettings process,
            LaneSettings settings,
            PacketIdCodec codec,
            EndedPackets endedPackets,
            Clock clock,
            MeterRegistry meters) {
        NumberGenerator numbers = new NumberGenerator(clock, process.instance().number());
        EventPartitions partitions = process.eventPartitions();
        for (ProcessSettings.PacketSet set : process.sets()) {
            DatabaseSettings database = DatabaseSettings.ofSet(process, set);
            MemberGroup group = MemberGroup.open(database, meters);
            migrations.add(() -> Migrations.run(group, database, "db/set"));
            OutboxRelay relay = new OutboxRelay(
                    OutboxSettings.of(set.name(), process.kafka().bootstrapServers(), EventPartitions.PACKET_EVENTS),
                    group,
                    partitions::partitionOf,
                    meters);
            LaneEvents events = new LaneEvents(codec, numbers, endedPackets, relay::wake);
            Lanes lanes = new Lanes(set.setId(), process.instance().name(), settings, group, events, clock, meters);
            sets.put(set.setId(), new GrabSet(group, relay, lanes));
        }
    }

    @Override
    protected void begin() {
        migrations.forEach(Runnable::run);
        sets.values().forEach(set -> {
            set.group().startHeartbeat();
            set.relay().start();
        });
    }

    /** Throws for a set that is not configured here: an id with a genuine MAC names one that is. */
    public GrabSet of(SetId id) {
        GrabSet set = sets.get(id);
        if (set == null) {
            throw new IllegalStateException("set " + id + " is not configured here; see redpacket.sets");
        }
        return set;
    }

    @Override
    protected void end() {
        sets.values().forEach(set -> {
            set.lanes().close();
            set.relay().close();
            set.group().close();
        });
    }

    /** A set as this process has it. */
    public record GrabSet(MemberGroup group, OutboxRelay relay, Lanes lanes) {}
}
