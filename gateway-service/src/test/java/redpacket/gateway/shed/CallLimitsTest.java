package redpacket.gateway.shed;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import redpacket.common.id.UserId;
import redpacket.gateway.model.AdmittedRequest;
import redpacket.gateway.model.Call;
import redpacket.gateway.model.CallClass;
import redpacket.gateway.model.Caller;
import redpacket.gateway.model.Role;
import redpacket.gateway.model.ServiceName;
import redpacket.gateway.model.TestCalls;

/** Calls of one class and service share a limit, but each call has the bound of its own kind. */
class CallLimitsTest {
    private static final Call READ =
            TestCalls.user("profile", "GET", "/v1/profile", ServiceName.NOTIFY, CallClass.PROFILE);
    private static final Call CHANGE =
            TestCalls.user("changeProfile", "PUT", "/v1/profile", ServiceName.NOTIFY, CallClass.PROFILE);
    /** Late for a call that reads (0.7 s), and in time for one that changes something (1 s). */
    private static final long BETWEEN_MILLIS = 800;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ShedMeters shedMeters = new ShedMeters(meters);
    private final SheddingScopes scopes = new SheddingScopes(ShedDefaults.SETTINGS, List.of(), 0);
    private long now;
    private final Shedding shedding = new Shedding(
            part -> true,
            scopes,
            new UserPriorities(Clock.systemUTC(), 60),
            ShedDefaults.SETTINGS,
            () -> now,
            bound -> bound - 1,
            shedMeters);
    private final CallLimits limits = new CallLimits(ShedDefaults.SETTINGS, scopes, shedding, () -> now, shedMeters);

    private void run(Call call, int count, long millis) {
        Sinks.One<String> answer = Sinks.one();
        AdmittedRequest request =
                new AdmittedRequest(call, new Caller(UserId.of(1), Role.USER, Long.MAX_VALUE), null, "", null, "", 0);
        for (int i = 0; i < count; i++) {
            var unused = limits.guard(request, answer.asMono()).subscribe();
        }
        now += TimeUnit.MILLISECONDS.toNanos(millis);
        answer.tryEmitValue("answer");
        var unused = limits.guard(request, Mono.just("ends the window")).subscribe();
    }

    private double limit() {
        return meters.get("redpacket.gateway.limit")
                .tag("class", "profile")
                .gauge()
                .value();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCallHasItsOwnBoundWhicheverCallCameFirst(boolean readFirst) {
        run(readFirst ? READ : CHANGE, 1, 1);
        double start = limit();
        run(CHANGE, 100, BETWEEN_MILLIS);
        run(CHANGE, 100, BETWEEN_MILLIS);
        assertThat(limit()).as("changes are in time").isGreaterThanOrEqualTo(start);
        run(READ, 100, BETWEEN_MILLIS);
        double before = limit();
        run(READ, 100, BETWEEN_MILLIS);
        assertThat(limit()).as("reads are late").isLessThan(before);
    }
}
