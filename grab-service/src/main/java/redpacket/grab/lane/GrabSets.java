package redpacket.grab.lane;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.ibatis.session.SqlSessionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import redpacket.common.control.ControlFeed;
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
import redpacket.common.set.SetState;
import redpacket.grab.ended.EndedPackets;

/**
 * Opens each set in the background, whatever the state of the others. A start waits for them for a bounded time, so
 * that an instance that reports itself ready serves the sets that are well.
 */
@Component
final class GrabSets extends StartBeforeServing implements ServedSets {
    private static final Logger LOG = LoggerFactory.getLogger(GrabSets.class);

    private final ProcessSettings process;
    private final LaneSettings laneSettings;
    private final SetSettings settings;
    private final PacketIdCodec codec;
    private final NumberGenerator numbers;
    private final EndedPackets endedPackets;
    private final ControlFeed control;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Map<SetId, GrabSet> sets = new LinkedHashMap<>();
    private volatile Set<SetId> down = Set.of();

    GrabSets(
            ProcessSettings process,
            LaneSettings laneSettings,
            SetSettings settings,
            PacketIdCodec codec,
            EndedPackets endedPackets,
            ControlFeed control,
            Clock clock,
            MeterRegistry meters) {
        this.process = process;
        this.laneSettings = laneSettings;
        this.settings = settings;
        this.codec = codec;
        this.numbers = new NumberGenerator(clock, process.instance().number());
        this.endedPackets = endedPackets;
        this.control = control;
        this.clock = clock;
        this.meters = meters;
        process.sets().forEach(set -> sets.put(set.setId(), assemble(set)));
        control.onChange(document -> readDown());
        readDown();
    }

    private synchronized void readDown() {
        down = control.document().states().entrySet().stream()
                .filter(set -> set.getValue() == SetState.DOWN)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    private record GrabSet(MemberGroup group, OutboxRelay relay, ServedSet served, SetOpening opening) {}

    private GrabSet assemble(ProcessSettings.PacketSet set) {
        DatabaseSettings database = DatabaseSettings.ofSet(process, set);
        MemberGroup group = MemberGroup.open(database, meters);
        EventPartitions partitions = process.eventPartitions();
        OutboxRelay relay = new OutboxRelay(
                OutboxSettings.of(set.name(), process.kafka().bootstrapServers(), EventPartitions.PACKET_EVENTS),
                group,
                partitions::partitionOf,
                meters);
        SqlSessionFactory sessions = MyBatisLaneStore.sessions(group);
        String instance = process.instance().name();
        Lanes lanes = new Lanes(
                set.name(),
                laneSettings,
                group::accepting,
                lane -> new MyBatisLaneStore(set.setId(), group, laneSettings, instance, lane, sessions),
                new LaneEvents(codec, numbers, endedPackets, relay::wake),
                new OwnerClock(set.name(), clock, laneSettings),
                meters);
        group.onPrimaryChange(lanes::primaryChanged);
        SetOpening opening = new SetOpening(
                set.name(),
                () -> {
                    Migrations.run(group, database, "db/set");
                    group.startHeartbeat();
                    relay.start();
                },
                settings.openRetryAfter());
        Gauge.builder("redpacket.set.opened", opening, it -> it.isOpen() ? 1 : 0)
                .description("1 once this process serves the set; 0 until the set has had a primary")
                .tag("set", set.name())
                .register(meters);
        return new GrabSet(
                group, relay, new ServedSet(lanes, new SetWorkers(set.name(), settings), group.primary()), opening);
    }

    @Override
    protected void begin() {
        sets.values().forEach(set -> set.opening().start());
        long end = System.nanoTime() + settings.openWithin().toNanos();
        try {
            for (GrabSet set : sets.values()) {
                if (!set.opening().await(Math.max(0, end - System.nanoTime()))) {
                    LOG.warn(
                            "{} is not open yet; its packets are refused with 503 until it is",
                            set.group().name());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** An id with a genuine MAC names a set of this configuration. */
    @Override
    public ServedSet of(SetId id) {
        GrabSet set = sets.get(id);
        if (set == null) {
            throw new IllegalStateException("set " + id + " is not configured here; see redpacket.sets");
        }
        if (down.contains(id)) {
            throw new LaneUnavailableException("operators took the set down");
        }
        if (!set.opening().isOpen()) {
            throw new LaneUnavailableException("the set is not open yet");
        }
        return set.served();
    }

    @Override
    protected void end() {
        sets.values().forEach(set -> {
            set.opening().close();
            set.served().lanes().close();
            set.served().workers().close();
            set.relay().close();
            set.group().close();
        });
    }
}
