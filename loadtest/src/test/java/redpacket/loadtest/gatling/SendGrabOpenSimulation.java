package redpacket.loadtest.gatling;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.http.HttpProtocolBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import redpacket.local.stack.Ports;
import redpacket.local.stack.Secrets;
import redpacket.local.stack.StateDirectory;
import redpacket.local.stack.Tokens;

/** Senders who send a packet of five, and six friends each who grab and open it. Open loop. */
public final class SendGrabOpenSimulation extends Simulation {
    private static final int SENDERS_PER_SECOND = Integer.getInteger("senders", 5);
    private static final int SECONDS = Integer.getInteger("seconds", 20);
    private static final int FRIENDS = 6;
    /** Where the build is told to look; else beside the module. */
    private static final String DEFAULT = System.getProperty("redpacket.state.default", "../.state");

    private final StateDirectory state = new StateDirectory(
            Path.of(System.getProperty("redpacket.state", System.getenv().getOrDefault("REDPACKET_STATE", DEFAULT))));
    private final Tokens tokens = new Tokens(Secrets.load(state));
    private final AtomicLong users = new AtomicLong(2_000_000_000_000L + System.nanoTime() % 1_000_000_000L * 1_000);

    private final HttpProtocolBuilder protocol = http.baseUrl(
                    "https://localhost:" + Ports.load(state).of("gateway"))
            .contentTypeHeader("application/json")
            .enableHttp2();

    private final ChainBuilder friend = exec(session ->
                    session.set("friend", tokens.user(session.getLong("sender") + 1 + session.getInt("number"))))
            .exec(http("grab")
                    .post("/v1/packets/#{packetId}/grab")
                    .header("Authorization", "Bearer #{friend}")
                    .check(status().is(200)))
            .exec(http("open")
                    .post("/v1/packets/#{packetId}/open")
                    .header("Authorization", "Bearer #{friend}")
                    .check(status().is(200)));

    private final ScenarioBuilder story = scenario("send, grab, open")
            .exec(session -> {
                long sender = users.getAndAdd(10);
                return session.set("sender", sender).set("token", tokens.user(sender));
            })
            .exec(http("top-up")
                    .post("/v1/wallet/top-ups")
                    .header("Authorization", "Bearer #{token}")
                    .header("Idempotency-Key", "top-up")
                    .body(StringBody("{\"amountFen\":500}"))
                    .check(status().is(201)))
            .exec(http("send")
                    .post("/v1/packets")
                    .header("Authorization", "Bearer #{token}")
                    .header("Idempotency-Key", "send")
                    .body(StringBody(
                            "{\"kind\":\"LUCKY\",\"totalFen\":500,\"count\":5,\"audience\":{\"kind\":\"LINK\"}}"))
                    .check(status().is(201), jsonPath("$.packetId").saveAs("packetId")))
            .exec(repeat(FRIENDS, "number").on(friend))
            .exec(http("details")
                    .get("/v1/packets/#{packetId}")
                    .header("Authorization", "Bearer #{token}")
                    .check(status().is(200)));

    public SendGrabOpenSimulation() {
        setUp(story.injectOpen(constantUsersPerSec(SENDERS_PER_SECOND).during(Duration.ofSeconds(SECONDS))))
                .protocols(protocol)
                .assertions(global().failedRequests().count().is(0L));
    }
}
