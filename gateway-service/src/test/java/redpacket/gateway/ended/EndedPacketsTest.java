package redpacket.gateway.ended;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;

class EndedPacketsTest {
    private static final PacketId PACKET = new PacketId(new SetId(1), 1);
    private static final PacketId OTHER = new PacketId(new SetId(2), 1);
    private static final Ended EMPTY = new Ended(Ended.Outcome.EMPTY, new long[] {7, 5});

    private final AtomicLong now = new AtomicLong();
    private final EndedPackets packets =
            new EndedPackets(new EndedSettings(100, 60, 1, 1000), now::get, new SimpleMeterRegistry());
    private final AtomicInteger fetches = new AtomicInteger();

    private void learn(PacketId packet, Mono<Ended> answer) {
        packets.learn(packet, () -> {
            fetches.incrementAndGet();
            return answer;
        });
    }

    @Test
    void answersThoseWhoDidNotWinAndNobodyElse() {
        learn(PACKET, Mono.just(EMPTY));
        assertThat(packets.outcomeFor(PACKET, 6)).contains(Ended.Outcome.EMPTY);
        assertThat(packets.outcomeFor(PACKET, 5)).isEmpty();
        assertThat(packets.outcomeFor(PACKET, 7)).isEmpty();
        assertThat(packets.outcomeFor(OTHER, 6)).isEmpty();
    }

    @Test
    void fetchesOnceForAllWhoSaySo() {
        Sinks.One<Ended> answer = Sinks.one();
        for (int i = 0; i < 5; i++) {
            learn(PACKET, answer.asMono());
        }
        assertThat(fetches).hasValue(1);
        assertThat(packets.outcomeFor(PACKET, 6)).isEmpty();
        answer.tryEmitValue(EMPTY).orThrow();
        learn(PACKET, answer.asMono());
        assertThat(fetches).hasValue(1);
        assertThat(packets.outcomeFor(PACKET, 6)).isPresent();
    }

    @Test
    void fetchesNoMoreAtOnceThanItMay() {
        Sinks.One<Ended> answer = Sinks.one();
        learn(PACKET, answer.asMono());
        learn(OTHER, Mono.just(EMPTY));
        assertThat(fetches).hasValue(1);
        answer.tryEmitValue(EMPTY).orThrow();
        learn(OTHER, Mono.just(EMPTY));
        assertThat(fetches).hasValue(2);
    }

    @Test
    void asksAgainLaterWhereAFetchGaveNothing() {
        learn(PACKET, Mono.error(new IllegalStateException("away")));
        learn(PACKET, Mono.empty());
        assertThat(fetches).hasValue(1);
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(1001));
        learn(PACKET, Mono.empty());
        assertThat(fetches).hasValue(2);
    }

    @Test
    void forgetsAfterAWhileAndUnderPressure() {
        learn(PACKET, Mono.just(EMPTY));
        now.addAndGet(TimeUnit.SECONDS.toNanos(61));
        assertThat(packets.outcomeFor(PACKET, 6)).isEmpty();
        Ended large = new Ended(Ended.Outcome.EXPIRED, new long[100]);
        learn(OTHER, Mono.just(large));
        now.addAndGet(1);
        assertThat(packets.outcomeFor(PACKET, 6)).isEmpty();
    }
}
