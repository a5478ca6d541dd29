package redpacket.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import redpacket.common.control.ControlFeed;
import redpacket.common.control.Switch;
import redpacket.gateway.TestOwner.Said;

/** A gateway with an owner RPC connection of every packet, and users whose tokens it remembers. */
final class FastPathFixture implements AutoCloseable {
    static final Said GRABBED = new Said(200, 0, 0, "{\"outcome\":\"GRABBED\"}");
    private static final Duration SOON = Duration.ofSeconds(10);

    final TestOwner owner = new TestOwner();
    final TestGateway gateway;
    private final Map<Long, String> tokens = new ConcurrentHashMap<>();
    private long users = 10_000;
    private int version = 100;

    FastPathFixture() {
        gateway = new TestGateway(
                new TestTicker(),
                "redpacket.gateway.admit.burst=20",
                "redpacket.gateway.admit.requests-per-second=1",
                "redpacket.gateway.fast-path.discard-millis-max=400",
                // So that each connection finds the owner RPC that was made for the first.
                "redpacket.gateway.listen.event-loops=1",
                "redpacket.gateway.forward.answer-timeout-millis=20000");
        for (TestService service : List.of(gateway.grab1, gateway.grab2)) {
            service.readyAnswer("{\"ready\":true,\"ownerRpcPort\":" + owner.port() + "}");
        }
        for (int number = 1; number <= 8; number++) {
            String path = path(1, number, "grab");
            Awaitility.await().atMost(SOON).until(() -> {
                int before = owner.asked.size();
                send(users++, "POST", path, "", "");
                return owner.asked.size() > before;
            });
        }
        forget();
    }

    void forget() {
        owner.answers = call -> GRABBED;
        owner.asked.clear();
        gateway.forget();
    }

    String path(int set, long number, String verb) {
        return "/v1/packets/" + gateway.packetId(set, number) + "/" + verb;
    }

    double fastPathAnswers() {
        return gateway.context
                .getBean(MeterRegistry.class)
                .get("redpacket.gateway.fast.path.answers")
                .counter()
                .count();
    }

    double gauge(String name) {
        return gateway.context.getBean(MeterRegistry.class).get(name).gauge().value();
    }

    /** A new user whose token is remembered, and who has asked once. */
    long knownUser() {
        long user = users++;
        if (send(user, "GET", "/v1/wallet", "", "").statusCode() != 200) {
            throw new IllegalStateException("a new user is refused");
        }
        return user;
    }

    /** The same each time, as a phone's is. */
    String bearer(long user) {
        return "Bearer " + tokens.computeIfAbsent(user, gateway.issuer::token);
    }

    HttpResponse<String> send(long user, String method, String path, String body, String type) {
        return gateway.call(method, path, body.isEmpty() ? null : body, request -> {
            request.setHeader("Authorization", bearer(user));
            if (!type.isEmpty()) {
                request.setHeader("Content-Type", type);
            }
        });
    }

    void turn(Switch part, String name, boolean on) {
        version++;
        gateway.packet.controlDocument("{\"version\":" + version + ",\"sets\":[],\"switches\":[{\"name\":\"" + name
                + "\",\"on\":" + on + ",\"why\":\"test\",\"since\":\"2026-11-23T00:00:00.000Z\"}]}");
        ControlFeed feed = gateway.context.getBean(ControlFeed.class);
        Awaitility.await().atMost(SOON).until(() -> feed.isOn(part) == on);
    }

    /** The header block of a POST, for {@link RawHttp2}. */
    byte[] block(long user, String path, String... more) {
        List<String> headers = new ArrayList<>(List.of("authorization", bearer(user)));
        headers.addAll(List.of(more));
        return RawHttp2.block("POST", path, headers.toArray(String[]::new));
    }

    String http1(String method, String path, long user, String body) {
        return method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + bearer(user) + "\r\n"
                + (body.isEmpty() ? "" : "Content-Type: application/json\r\n")
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    @Override
    public void close() {
        gateway.close();
        owner.close();
    }
}
