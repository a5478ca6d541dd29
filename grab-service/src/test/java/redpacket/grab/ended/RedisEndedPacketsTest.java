package redpacket.grab.ended;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import redpacket.common.process.ProcessSettings;
import redpacket.grab.model.LogEntry;
import redpacket.grab.model.PacketMemory;
import redpacket.grab.model.TestPackets;

class RedisEndedPacketsTest {
    private static final int CONNECTIONS = 5;
    private static final RedisSettings SETTINGS =
            new RedisSettings(Duration.ofSeconds(1), Duration.ofMillis(20), 10, Duration.ofHours(1));

    @Test
    void aRedisThatRefusesEveryConnectionCostsOneClientHoweverOftenItIsTried() throws Exception {
        CountDownLatch tried = new CountDownLatch(CONNECTIONS);
        AtomicInteger clients = new AtomicInteger();
        try (ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> closeEach(listening, tried));
            ProcessSettings.PacketSet set = new ProcessSettings.PacketSet(
                    1, "set-1", "packets", List.of(), "127.0.0.1:" + listening.getLocalPort());
            RedisEndedPackets packets = new RedisEndedPackets(List.of(set), SETTINGS, resources -> {
                clients.incrementAndGet();
                return RedisClient.create(resources);
            });
            try {
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
                while (!tried.await(1, TimeUnit.MILLISECONDS) && System.nanoTime() < end) {
                    assertThat(packets.find(TestPackets.packet(1)).join()).isEmpty();
                    packets.remember(ended());
                }
                assertThat(tried.getCount()).isZero();
                assertThat(clients).hasValue(1);
            } finally {
                packets.close();
            }
        }
    }

    private static PacketMemory ended() {
        return new PacketMemory(
                TestPackets.lucky(1, 100, 1), List.of(LogEntry.of(1, 1, 7, 100, TestPackets.BEFORE, "")));
    }

    private static void closeEach(ServerSocket listening, CountDownLatch tried) {
        try {
            while (true) {
                listening.accept().close();
                tried.countDown();
            }
        } catch (IOException e) {
            // The test is over.
        }
    }
}
