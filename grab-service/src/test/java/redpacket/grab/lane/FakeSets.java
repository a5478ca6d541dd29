package redpacket.grab.lane;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.grab.ended.EndedPackets;
import redpacket.grab.model.LogEntry;
import redpacket.grab.model.PacketTerms;

/** One set with real lanes on a fake database. */
public final class FakeSets implements ServedSets, AutoCloseable {
    private static final long SOME_USER = 99;

    private final FakeSetDatabase database = new FakeSetDatabase(1, 0, Flaw.NONE);
    private final ServedSet set;
    private volatile boolean open = true;

    public FakeSets(Clock clock, EndedPackets endedPackets) {
        LaneSettings settings = TestLanes.settings("answer-within", "20s", "share-fen-max", "20000");
        Lanes lanes = new Lanes(
                "test",
                settings,
                database::isAccepting,
                lane -> database.connect(),
                TestLanes.events(clock, 1, endedPackets),
                TestLanes.clock(clock),
                new SimpleMeterRegistry());
        SetWorkers workers = new SetWorkers(
                "test", new SetSettings(Duration.ofSeconds(1), Duration.ofSeconds(1), 2, 2, Duration.ofSeconds(20)));
        this.set = new ServedSet(lanes, workers, new HikariDataSource());
    }

    @Override
    public ServedSet of(SetId id) {
        if (!open) {
            throw new LaneUnavailableException("the set is not open yet");
        }
        return set;
    }

    public void add(PacketTerms packet, List<LogEntry> log) {
        database.add(packet, log);
    }

    /** Brings a packet into memory, if it exists. */
    public void load(PacketId packet) {
        set.lanes().load(packet).join();
    }

    public List<LogEntry> log(PacketId packet) {
        return database.log(packet);
    }

    /** The set loses its primary, and an open fails because of it, so that the lane drops the packet's memory. */
    public void loseThePrimary(PacketId packet) {
        database.failCommits();
        CompletableFuture<?> open = set.lanes().open(packet, SOME_USER, true, null, "", nanos -> {});
        while (set.lanes().remembered(packet) != null) {
            Thread.onSpinWait();
        }
        database.refuse();
        assertThat(open).isNotDone();
    }

    public void closeTheSet() {
        open = false;
    }

    @Override
    public void close() {
        set.lanes().close();
        set.workers().close();
    }
}
