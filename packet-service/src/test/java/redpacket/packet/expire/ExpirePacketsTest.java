package redpacket.packet.expire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.packet.MovableClock;
import redpacket.packet.expire.DuePackets.Due;

class ExpirePacketsTest {
    private static final SetId SET = new SetId(2);

    private final MovableClock clock = new MovableClock("2026-11-23T10:00:00Z");
    private final Set<Due> open =
            new ConcurrentSkipListSet<>(Comparator.comparing(Due::expiresAt).thenComparingLong(Due::packetId));
    private final Set<Long> stuck = ConcurrentHashMap.newKeySet();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ExpirePackets expire =
            new ExpirePackets(SET, this::expired, this::close, clock, new ExpireSettings(10, 2), meters);

    @Test
    void closesWhatIsDueAndNothingElse() throws Exception {
        add(1, 0);
        add(2, 1);
        assertThat(expire.expire()).isFalse();
        assertThat(open).extracting(Due::packetId).containsExactly(2L);
        clock.move(Duration.ofSeconds(1));
        expire.expire();
        assertThat(open).isEmpty();
        assertThat(meters.counter("redpacket.expiries", "set", "2", "outcome", "closed")
                        .count())
                .isEqualTo(2);
    }

    @Test
    void goesOnAtOnceWhileRoundsAreFull() throws Exception {
        for (int i = 1; i <= 25; i++) {
            add(i, 0);
        }
        assertThat(expire.expire()).isTrue();
        assertThat(open).hasSize(15);
        assertThat(expire.expire()).isTrue();
        assertThat(expire.expire()).isFalse();
        assertThat(open).isEmpty();
    }

    @Test
    void packetsWhoseOwnerIsAwayDoNotHideTheOthers() throws Exception {
        for (long i = 1; i <= 10; i++) {
            add(i, 0);
            stuck.add(i);
        }
        add(11, 0);
        assertThatThrownBy(expire::expire).isInstanceOf(IllegalStateException.class);
        expire.expire();
        assertThat(open).hasSize(10);
        stuck.clear();
        expire.expire();
        assertThat(open).isEmpty();
    }

    @Test
    void givesUpARoundInWhichNoLaneAnswers() {
        for (long i = 1; i <= 10; i++) {
            add(i, 0);
            stuck.add(i);
        }
        assertThatThrownBy(expire::expire).isInstanceOf(IllegalStateException.class);
        assertThat(meters.counter("redpacket.expiries", "set", "2", "outcome", "failed")
                        .count())
                .isBetween(2.0, 3.0);
    }

    private void add(long packet, int afterSeconds) {
        open.add(new Due(clock.instant().plusSeconds(afterSeconds), packet));
    }

    private List<Due> expired(Instant now, Due after, int packetsMax) {
        return open.stream()
                .filter(due -> !due.expiresAt().isAfter(now))
                .filter(due -> due.expiresAt().isAfter(after.expiresAt())
                        || (due.expiresAt().equals(after.expiresAt()) && due.packetId() > after.packetId()))
                .limit(packetsMax)
                .toList();
    }

    private boolean close(PacketId packet) {
        assertThat(packet.set()).isEqualTo(SET);
        if (stuck.contains(packet.number())) {
            return false;
        }
        return open.removeIf(due -> due.packetId() == packet.number());
    }
}
