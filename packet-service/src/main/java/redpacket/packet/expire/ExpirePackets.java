package redpacket.packet.expire;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.packet.lane.Lanes;
import redpacket.packet.set.BoundedRound;

/**
 * Has the packets of one set closed whose time has passed.
 *
 * <p>Nothing is decided here: the lane that owns a packet writes the closing entry, serialised with its opens, and
 * takes the packet from the index in the same transaction. One thread calls {@link #expire}.
 */
final class ExpirePackets {
    private final SetId set;
    private final DuePackets packets;
    private final Lanes lanes;
    private final Clock clock;
    private final ExpireSettings settings;
    private final Counter closed;
    private final Counter failed;
    private DuePackets.Due position = DuePackets.Due.START;

    ExpirePackets(
            SetId set, DuePackets packets, Lanes lanes, Clock clock, ExpireSettings settings, MeterRegistry meters) {
        this.set = set;
        this.packets = packets;
        this.lanes = lanes;
        this.clock = clock;
        this.settings = settings;
        this.closed = counter(meters, "closed");
        this.failed = counter(meters, "failed");
    }

    private Counter counter(MeterRegistry meters, String outcome) {
        return Counter.builder("redpacket.expiries")
                .description("packets whose time has passed, by whether their lane closed them")
                .tag("set", set.toString())
                .tag("outcome", outcome)
                .register(meters);
    }

    /**
     * One bounded round; whether there is more to do at once. Throws when no lane answers, so that the caller comes
     * back more slowly. The next round goes on behind this one, so that packets whose owner is away do not hide the
     * others.
     */
    boolean expire() throws InterruptedException {
        List<DuePackets.Due> due =
                packets.expired(clock.instant().truncatedTo(ChronoUnit.MILLIS), position, settings.packetsMax());
        boolean full = due.size() == settings.packetsMax();
        position = full ? due.getLast() : DuePackets.Due.START;
        int done = new BoundedRound(settings.concurrentMax()).countDone(due, this::close);
        if (done == 0 && !due.isEmpty()) {
            throw new IllegalStateException("no lane of set " + set + " closed any of " + due.size() + " packets");
        }
        return full;
    }

    private boolean close(DuePackets.Due due) {
        boolean done = lanes.close(new PacketId(set, due.packetId()));
        (done ? closed : failed).increment();
        return done;
    }
}
