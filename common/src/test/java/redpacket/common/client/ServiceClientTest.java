package redpacket.common.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;
import redpacket.common.trace.Trace;

class ServiceClientTest {
    private static final CallSettings PATIENT = CallSettings.of("test", 2_000, 10_000, 8);
    private static final CallSettings QUICK = CallSettings.of("test", 2_000, 200, 8);

    interface ThingApi {
        @GetExchange("/things/{id}")
        Thing get(@PathVariable("id") long id);

        @PostExchange("/things")
        void put(@RequestBody Thing thing);
    }

    record Thing(String name) {}

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final FakeService first = new FakeService();
    private final FakeService second = new FakeService();
    private final List<ServiceClient> clients = new ArrayList<>();

    ServiceClientTest() throws IOException {
        first.answer(200, "{\"name\":\"first\"}");
        second.answer(200, "{\"name\":\"second\"}");
    }

    @AfterEach
    void close() {
        clients.forEach(ServiceClient::close);
        first.close();
        second.close();
    }

    @Test
    void sendsTheServiceKeyTheTraceAndJson() {
        ThingApi api = api(PATIENT, Repeat.UNSENT, first.url());
        Trace.begin("0123456789abcdef0123456789abcdef");
        try {
            api.put(new Thing("it"));
        } finally {
            Trace.end();
        }
        FakeService.Call call = first.calls().getFirst();
        assertThat(call.method() + " " + call.target() + " " + call.body()).isEqualTo("POST /things {\"name\":\"it\"}");
        assertThat(call.serviceKey()).isEqualTo("key");
        assertThat(call.trace()).startsWith("00-0123456789abcdef0123456789abcdef-");
    }

    @Test
    void asksEveryInstanceInTurn() {
        ThingApi api = api(PATIENT, Repeat.UNSENT, first.url(), second.url());
        assertThat(List.of(api.get(1).name(), api.get(2).name())).containsExactlyInAnyOrder("first", "second");
    }

    @Test
    void asksTheSecondInstanceWhenTheFirstIsDead() {
        ThingApi api = api(PATIENT, Repeat.UNSENT, FakeService.nowhere(), second.url());
        for (int i = 0; i < 4; i++) {
            assertThat(api.get(i).name()).isEqualTo("second");
        }
    }

    @Test
    void repeatsWhatMayHaveBeenSentOnlyWhereThatIsAllowed() {
        first.fallSilent();
        first.answer(200, "");
        ThingApi once = api(QUICK, Repeat.UNSENT, first.url(), second.url());
        assertThatThrownBy(() -> {
                    once.get(1);
                    once.get(2);
                })
                .isInstanceOf(ServiceCallException.class);
        ThingApi again = api(QUICK, Repeat.UNANSWERED, first.url(), second.url());
        assertThat(again.get(1).name()).isEqualTo("second");
        assertThat(again.get(2).name()).isEqualTo("second");
    }

    @Test
    void anErrorOfTheServiceIsAnAnswerAndGoesToTheNextInstanceOnlyWhereThatIsAllowed() {
        first.answer(503, "{}");
        assertThatThrownBy(() -> api(PATIENT, Repeat.UNSENT, first.url()).get(1))
                .isInstanceOf(ServiceCallException.class)
                .hasMessageContaining("503");
        ThingApi again = api(PATIENT, Repeat.UNANSWERED, first.url(), second.url());
        assertThat(again.get(1).name()).isEqualTo("second");
        assertThat(again.get(2).name()).isEqualTo("second");
    }

    @Test
    void aCallThatAStandbyRefusesGoesToTheLeaderAndStaysThere() {
        first.answerNotLeading();
        ThingApi api = api(PATIENT, Repeat.UNSENT, first.url(), second.url());
        for (int i = 0; i < 6; i++) {
            assertThat(api.get(i).name()).isEqualTo("second");
        }
        assertThat(first.calls()).hasSize(1);
        second.answerNotLeading();
        first.answer(200, "{\"name\":\"first\"}");
        assertThat(api.get(7).name()).isEqualTo("first");
        first.answerNotLeading();
        assertThatThrownBy(() -> api.get(8))
                .isInstanceOf(ServiceCallException.class)
                .hasMessageContaining("503");
    }

    @Test
    void anInstanceWithoutAnAnswerComesLast() {
        first.fallSilent();
        CallSettings settings = new CallSettings(
                "test",
                Duration.ofSeconds(2),
                Duration.ofMillis(200),
                8,
                Duration.ZERO,
                2,
                20,
                50,
                Duration.ofHours(1));
        ThingApi api = api(settings, Repeat.UNANSWERED, first.url(), second.url());
        for (int i = 0; i < 6; i++) {
            assertThat(api.get(i).name()).isEqualTo("second");
        }
        assertThat(first.calls()).hasSize(1);
    }

    @Test
    void tellsNotFoundFromNoAnswer() {
        first.answer(404, "{}");
        assertThatThrownBy(() -> api(PATIENT, Repeat.UNANSWERED, first.url(), first.url())
                        .get(1))
                .isInstanceOfSatisfying(
                        ServiceCallException.class,
                        e -> assertThat(e.isNotFound()).isTrue());
        assertThat(first.calls()).hasSize(1);
        assertThatThrownBy(
                        () -> api(PATIENT, Repeat.UNSENT, FakeService.nowhere()).get(1))
                .isInstanceOfSatisfying(
                        ServiceCallException.class,
                        e -> assertThat(e.isNotFound()).isFalse());
        assertThatThrownBy(() -> api(PATIENT, Repeat.UNSENT).get(1)).isInstanceOf(ServiceCallException.class);
    }

    @Test
    void anAnswerThatCannotBeReadIsNone() {
        ThingApi api = api(PATIENT, Repeat.UNSENT, first.url());
        for (String answer : List.of("{", "")) {
            first.answer(200, answer);
            assertThatThrownBy(() -> api.get(1)).isInstanceOf(ServiceCallException.class);
        }
    }

    @Test
    void theBreakerOpensWhereNobodyAnswersAndNotWhereAnErrorIsAnswered() {
        CallSettings breaking = new CallSettings(
                "test", Duration.ofSeconds(2), Duration.ofMillis(100), 8, Duration.ZERO, 1, 4, 50, Duration.ofHours(1));
        first.answer(503, "{}");
        ThingApi api = api(breaking, Repeat.UNSENT, first.url());
        fail(api, 10);
        assertThat(first.calls()).hasSize(10);
        assertThat(open()).isZero();
        first.fallSilent();
        fail(api, 10);
        assertThat(first.calls()).hasSizeBetween(12, 14);
        assertThat(open()).isOne();
    }

    @Test
    void callsAboveTheBoundFailAtOnce() {
        CallSettings one = CallSettings.of("test", 2_000, 60_000, 1);
        ThingApi api = api(one, Repeat.UNSENT, first.url());
        first.fallSilent();
        CompletableFuture<Thing> inFlight = CompletableFuture.supplyAsync(() -> api.get(1));
        Awaitility.await().until(() -> first.calls().size() == 1);
        assertThatThrownBy(() -> api.get(2))
                .isInstanceOf(ServiceCallException.class)
                .hasMessageContaining("in flight");
        assertThat(inFlight).isNotDone();
    }

    private static void fail(ThingApi api, int times) {
        for (int i = 0; i < times; i++) {
            assertThatThrownBy(() -> api.get(1)).isInstanceOf(ServiceCallException.class);
        }
    }

    private double open() {
        return meters.get("redpacket.breaker.open").tag("of", "things").gauge().value();
    }

    private ThingApi api(CallSettings settings, Repeat repeat, URI... urls) {
        ServiceClient client = new ServiceClient("key", settings, meters);
        clients.add(client);
        return client.of(ThingApi.class, "things", List.of(urls), repeat);
    }
}
