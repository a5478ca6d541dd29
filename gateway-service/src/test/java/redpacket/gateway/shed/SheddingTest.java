package redpacket.gateway.shed;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.common.id.UserId;
import redpacket.gateway.SettingsBinding;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.model.AdmittedRequest;
import redpacket.gateway.model.Call;
import redpacket.gateway.model.CallClass;
import redpacket.gateway.model.Caller;
import redpacket.gateway.model.Role;
import redpacket.gateway.model.ServiceName;
import redpacket.gateway.model.TestCalls;

class SheddingTest {
    private static final Call OPEN =
            TestCalls.user("open", "POST", "/v1/packets/{packetId}/open", ServiceName.GRAB, CallClass.OPEN);
    private static final Call DETAILS =
            TestCalls.user("packet", "GET", "/v1/packets/{packetId}", ServiceName.PACKET, CallClass.DETAILS);
    private static final Call SHAKE = TestCalls.user("shake", "POST", "/v1/shake", ServiceName.PACKET, CallClass.SHAKE);
    private static final Call SETS = TestCalls.ops("sets", "GET", "/ops/v1/sets", ServiceName.PACKET);
    private static final int USERS = 1000;

    private long now;
    private boolean isOn = true;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private SheddingScopes scopes = new SheddingScopes(ShedDefaults.SETTINGS, List.of(), 0);
    private Shedding shedding;

    SheddingTest() {
        shedding = make(ShedDefaults.SETTINGS);
    }

    private Shedding make(ShedSettings settings) {
        scopes = new SheddingScopes(settings, List.of(new SetId(1), new SetId(2)), now);
        return new Shedding(
                part -> isOn,
                scopes,
                new UserPriorities(Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC), 60),
                settings,
                () -> now,
                bound -> bound - 1,
                new ShedMeters(meters));
    }

    private static AdmittedRequest request(Call call, long user, int set) {
        PacketId packet = call.namesPacket() ? new PacketId(new SetId(set), 1) : null;
        Caller caller = new Caller(UserId.of(user), call.role() == Role.OPS ? Role.OPS : Role.USER, Long.MAX_VALUE);
        return new AdmittedRequest(call, caller, packet, "", null, "", 0);
    }

    private int stopped(Call call, int set) {
        int stopped = 0;
        for (int user = 1; user <= USERS; user++) {
            AdmittedRequest request = request(call, user, set);
            if (shedding.stop(request) == null) {
                shedding.left(request);
            } else {
                stopped++;
            }
        }
        return stopped;
    }

    /** Windows in which calls of set 1 wait this long, and half of the requests are details. */
    private void windows(int count, long waitMillis) {
        for (int i = 0; i < count; i++) {
            stopped(OPEN, 1);
            stopped(DETAILS, 1);
            // The wait grows, or the queue would count as draining.
            long wait = TimeUnit.MILLISECONDS.toNanos(waitMillis == 0 ? 0 : waitMillis + i);
            shedding.waited(ServiceName.GRAB, new SetId(1), wait);
            now += TimeUnit.MILLISECONDS.toNanos(251);
        }
    }

    @Test
    void onOneMachineLessImportantCallsOfOtherSetsMakeRoom() {
        shedding = make(SettingsBinding.bind(
                ShedDefaults.PREFIX, ShedSettings.class, Map.of(ShedDefaults.PREFIX + ".one-machine", true)));
        windows(8, 60);
        assertThat(stopped(DETAILS, 2)).isGreaterThan(USERS / 10);
        assertThat(stopped(OPEN, 1)).isZero();
    }

    @Test
    void admitsEverythingWhileNothingWaits() {
        windows(10, 0);
        assertThat(stopped(OPEN, 1) + stopped(DETAILS, 1)).isZero();
        assertThat(shedding.load()).isZero();
    }

    @Test
    void shedsTheLeastImportantCallsOfTheOverloadedSetOnly() {
        windows(8, 60);
        assertThat(stopped(DETAILS, 1)).isGreaterThan(USERS / 10);
        assertThat(stopped(OPEN, 1)).isZero();
        assertThat(stopped(DETAILS, 2)).isZero();
        assertThat(shedding.load()).isPositive();
        assertThat(meters.counter("redpacket.gateway.shed", "class", "details").count())
                .isPositive();
    }

    @Test
    void wouldStopForetellsStopAndCountsNothing() {
        windows(8, 60);
        for (Call call : List.of(OPEN, DETAILS, SETS)) {
            for (int user = 1; user <= USERS; user++) {
                AdmittedRequest request = request(call, user, 1);
                double shed = meters.counter("redpacket.gateway.shed", "class", "details")
                        .count();
                boolean would = shedding.wouldStop(request);
                assertThat(meters.counter("redpacket.gateway.shed", "class", "details")
                                .count())
                        .isEqualTo(shed);
                assertThat(shedding.stop(request) != null).isEqualTo(would);
            }
        }
        isOn = false;
        assertThat(shedding.wouldStop(request(DETAILS, 1, 1))).isFalse();
    }

    @Test
    void shedsNothingWhileItIsTurnedOff() {
        windows(8, 60);
        isOn = false;
        assertThat(stopped(DETAILS, 1)).isZero();
        isOn = true;
        assertThat(stopped(DETAILS, 1)).isPositive();
    }

    @Test
    void aBurstOfOneWindowShedsNothing() {
        windows(1, 500);
        assertThat(stopped(DETAILS, 1)).isZero();
    }

    /** A loop that is busy for seconds reports the wait only afterwards; until then windows end without it. */
    @Test
    void shedsForAnOverdueWaitThatIsNotReportedYet() {
        scopes.gateway().overdueFrom(() -> TimeUnit.MILLISECONDS.toNanos(500));
        windows(4, 0);
        assertThat(stopped(DETAILS, 1)).isEqualTo(USERS);
        scopes.gateway().overdueFrom(() -> TimeUnit.MILLISECONDS.toNanos(20));
        windows(40, 0);
        assertThat(stopped(DETAILS, 1)).isZero();
    }

    /** While a service hangs, less important calls make room for its calls for some seconds only. */
    @Test
    void makesRoomForAClassWithoutAnyCallInTimeForAWhileOnly() {
        int most = 0;
        int last = USERS;
        for (int window = 0; window < 100; window++) {
            stopped(OPEN, 1);
            last = stopped(DETAILS, 1);
            most = Math.max(most, last);
            for (int i = 0; i < 4; i++) {
                scopes.ofSet(ServiceName.GRAB, new SetId(1)).ended(CallClass.SHARE.priority(), true);
            }
            now += TimeUnit.MILLISECONDS.toNanos(251);
        }
        assertThat(most).isEqualTo(USERS);
        assertThat(last).isZero();
    }

    @Test
    void makesRoomForAClassWithSomeCallsInTimeWhileItMissesDeadlines() {
        for (int window = 0; window < 100; window++) {
            assertThat(stopped(OPEN, 1)).isZero();
            stopped(DETAILS, 1);
            for (int i = 0; i < 4; i++) {
                scopes.ofSet(ServiceName.GRAB, new SetId(1)).ended(CallClass.SHARE.priority(), i % 2 == 0);
            }
            now += TimeUnit.MILLISECONDS.toNanos(251);
        }
        assertThat(stopped(DETAILS, 1)).isEqualTo(USERS);
    }

    @Test
    void admitsAnEighthOfTheOpensHoweverLongTheyWait() {
        windows(100, 5000);
        assertThat(stopped(OPEN, 1)).isBetween(USERS / 2, USERS * 15 / 16);
        assertThat(stopped(DETAILS, 1)).isEqualTo(USERS);
    }

    @Test
    void neverShedsAnOperator() {
        windows(100, 5000);
        for (int i = 0; i < 100; i++) {
            scopes.ofSet(ServiceName.PACKET, null).waited(TimeUnit.SECONDS.toNanos(5));
            scopes.gateway().waited(TimeUnit.SECONDS.toNanos(5));
            stopped(SHAKE, 1);
            now += TimeUnit.MILLISECONDS.toNanos(251);
        }
        assertThat(shedding.stop(request(SETS, 1, 1))).isNull();
    }

    @Test
    void theTimeToComeBackGrowsWithTheLoad() {
        long before = shedding.overloaded().retryAfterMillis();
        long shakeBefore = shedding.nextShakeMillis();
        assertThat(before).isBetween(1000L, 2000L);
        windows(100, 5000);
        assertThat(shedding.overloaded().retryAfterMillis()).isGreaterThan(5000);
        assertThat(shedding.nextShakeMillis()).isGreaterThan(shakeBefore * 3);
    }

    @Test
    void aShedShakeIsNothingAndNoError() {
        int nothing = 0;
        for (int window = 0; window < 60; window++) {
            for (int user = 1; user <= USERS; user++) {
                Answer answer = shedding.stop(request(SHAKE, user, 1));
                if (answer != null) {
                    nothing++;
                    assertThat(answer.status()).isEqualTo(200);
                    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
                            .matches("\\{\"outcome\":\"NOTHING\",\"nextShakeMillis\":[0-9]+}");
                }
            }
            scopes.gateway().waited(TimeUnit.MILLISECONDS.toNanos(100 + window));
            now += TimeUnit.MILLISECONDS.toNanos(251);
        }
        assertThat(nothing).isPositive();
    }

    @Test
    void nothingHasANextShakeAfterTheGivenTime() {
        String body = new String(shedding.nothing(Duration.ofSeconds(10)).body(), StandardCharsets.UTF_8);
        assertThat(body).isEqualTo("{\"outcome\":\"NOTHING\",\"nextShakeMillis\":20000}");
    }
}
