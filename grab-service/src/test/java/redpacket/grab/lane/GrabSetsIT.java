package redpacket.grab.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import redpacket.common.control.ControlFeed;
import redpacket.common.control.ControlFeedSettings;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.common.process.ProcessSettings;
import redpacket.grab.ended.NoEndedPackets;
import redpacket.local.server.Credentials;
import redpacket.local.server.MemberServers;
import redpacket.local.server.Sql;
import redpacket.local.server.TestServers;

/** A process starts and serves a set while another set has no primary. */
class GrabSetsIT {
    private static final String KEY = "a service key that is long enough to be one";
    private static final SetId WITHOUT_PRIMARY = new SetId(1);
    private static final SetId WELL = new SetId(2);

    @Test
    void aSetIsServedWhileAnotherHasNoPrimary() throws Exception {
        try (TestServers servers = new TestServers();
                ControlFeed control = new ControlFeed(
                        process(List.of(), List.of()),
                        new ControlFeedSettings(Duration.ofMillis(500), Duration.ofSeconds(1), null),
                        new SimpleMeterRegistry())) {
            MemberServers members = servers.memberGroup(TestSet.NAME, "packets", "others");
            String primary =
                    "127.0.0.1:" + Objects.requireNonNull(members.primary()).port();
            try (Connection admin = Sql.connect(
                    Objects.requireNonNull(members.primary()).port(),
                    Credentials.ADMIN,
                    TestServers.credentials().adminPassword())) {
                List<String> replicas = members.addresses().stream()
                        .filter(address -> !address.equals(primary))
                        .toList();
                // Of the first set only replicas are known, so it has no primary.
                GrabSets sets = sets(control, replicas, members.addresses());
                sets.start();
                try {
                    await(() -> isServed(sets, WELL));
                    assertThat(sets.of(WELL).lanes().load(new PacketId(WELL, 1)).join())
                            .isEqualTo(Optional.empty());
                    assertThatThrownBy(() -> sets.of(WITHOUT_PRIMARY)).isInstanceOf(LaneUnavailableException.class);
                    assertThat(Sql.value(admin, "SELECT COUNT(*) FROM others.packets"))
                            .isEqualTo("0");
                } finally {
                    sets.stop();
                }
            }
        }
    }

    private static boolean isServed(GrabSets sets, SetId set) {
        try {
            sets.of(set).lanes().load(new PacketId(set, 1)).join();
            return true;
        } catch (LaneUnavailableException e) {
            return false;
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    private static ProcessSettings process(List<String> first, List<String> second) {
        return new ProcessSettings(
                new ProcessSettings.Instance("grab-1", 1),
                Base64.getEncoder().encodeToString(new byte[32]),
                KEY,
                List.of(
                        new ProcessSettings.PacketSet(1, "set-1", "packets", first, "127.0.0.1:1"),
                        new ProcessSettings.PacketSet(2, "set-2", "others", second, "127.0.0.1:1")),
                new ProcessSettings.Accounts(List.of(), 2, 2),
                new ProcessSettings.Database(
                        Credentials.APP,
                        TestServers.credentials().appPassword(),
                        Credentials.OWNER,
                        TestServers.credentials().ownerPassword()),
                new ProcessSettings.Kafka("127.0.0.1:1"),
                new ProcessSettings.Services(List.<URI>of(), List.of(), List.of(), List.of()));
    }

    private static GrabSets sets(ControlFeed control, List<String> first, List<String> second) {
        SetSettings settings =
                new SetSettings(Duration.ofMillis(200), Duration.ofMillis(100), 2, 10, Duration.ofSeconds(10));
        return new GrabSets(
                process(first, second),
                TestLanes.settings(),
                settings,
                TestLanes.CODEC,
                new NoEndedPackets(),
                control,
                Clock.systemUTC(),
                new SimpleMeterRegistry());
    }
}
