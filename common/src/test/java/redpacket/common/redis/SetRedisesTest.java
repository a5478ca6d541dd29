package redpacket.common.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import redpacket.common.id.SetId;
import redpacket.common.process.ProcessSettings;

class SetRedisesTest {
    private static final RedisBounds BOUNDS = new RedisBounds(Duration.ofMillis(20), Duration.ofMillis(20), 10);

    @Test
    void aSetHasOneClientHoweverOftenItsRedisRefusesAConnection() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        AtomicInteger clients = new AtomicInteger();
        try (ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> closeEach(listening, connections));
            SetRedises redises = new SetRedises(
                    List.of(new ProcessSettings.PacketSet(
                            1, "set-1", "packets", List.of(), "127.0.0.1:" + listening.getLocalPort())),
                    BOUNDS,
                    resources -> {
                        clients.incrementAndGet();
                        return RedisClient.create(resources);
                    });
            redises.start();
            try {
                await().atMost(Duration.ofSeconds(60)).until(() -> connections.get() >= 5);
                assertThat(redises.of(new SetId(1)).orElseThrow().commands()).isEmpty();
                assertThat(clients).hasValue(1);
            } finally {
                redises.stop();
            }
        }
        assertThat(new SetRedises(List.of(), BOUNDS).of(new SetId(1))).isEmpty();
    }

    private static void closeEach(ServerSocket listening, AtomicInteger connections) {
        try {
            while (true) {
                listening.accept().close();
                connections.incrementAndGet();
            }
        } catch (IOException e) {
            // The test is over.
        }
    }
}
