package redpacket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What no honest client sends: it reaches no service, and everybody else is served on. */
class AttacksIT {
    private static final int MAX_CONCURRENT_STREAMS = 3;
    private static final int MAX_HEADER_LIST_SIZE = 6;
    private static final int ENHANCE_YOUR_CALM = 11;
    private static final int REFUSED_STREAM = 7;
    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new TestGateway(
                "redpacket.gateway.admit.burst=100000", "redpacket.gateway.listen.request-millis-max=2000");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void forget() {
        gateway.forget();
    }

    private static String bearer() {
        return "Bearer " + gateway.issuer.token(1);
    }

    @Test
    void rapidResetEndsTheConnection() throws IOException {
        List<RawHttp2.Frame> frames;
        try (RawHttp2 client = new RawHttp2(gateway.port())) {
            byte[] block = RawHttp2.block("GET", "/v1/wallet", "authorization", bearer());
            try {
                for (int stream = 1; stream < 4000; stream += 2) {
                    client.write(RawHttp2.HEADERS, RawHttp2.END_HEADERS | RawHttp2.END_STREAM, stream, block)
                            .reset(stream);
                }
            } catch (IOException ignored) {
                // Closed already, as it should be.
            }
            frames = client.readAll();
        }
        assertThat(frames.stream().filter(frame -> frame.type() == RawHttp2.GOAWAY))
                .allMatch(frame -> frame.errorCode() == ENHANCE_YOUR_CALM);
        assertThat(gateway.received().size()).isLessThan(1000);
        gateway.awaitServed();
    }

    @Test
    void streamsOfOneConnectionHaveABound() throws IOException {
        try (RawHttp2 client = new RawHttp2(gateway.port())) {
            RawHttp2.Frame settings = Objects.requireNonNull(client.read());
            assertThat(settings.type()).isEqualTo(RawHttp2.SETTINGS);
            ByteBuffer values = settings.payload();
            int found = 0;
            while (values.remaining() >= 6) {
                short key = values.getShort();
                int value = values.getInt();
                if (key == MAX_CONCURRENT_STREAMS) {
                    assertThat(value).isEqualTo(128);
                    found++;
                } else if (key == MAX_HEADER_LIST_SIZE) {
                    assertThat(value).isEqualTo(16_384);
                    found++;
                }
            }
            assertThat(found).isEqualTo(2);
            // Streams that never end, more than are allowed.
            byte[] block = RawHttp2.block(
                    "POST", "/v1/packets", "authorization", bearer(), "content-type", "application/json");
            for (int stream = 1; stream < 2 * 200; stream += 2) {
                client.write(RawHttp2.HEADERS, RawHttp2.END_HEADERS, stream, block);
            }
            RawHttp2.Frame refused = Stream.generate(client::read)
                    .takeWhile(Objects::nonNull)
                    .map(Objects::requireNonNull)
                    .filter(frame -> frame.type() == RawHttp2.RST_STREAM || frame.type() == RawHttp2.GOAWAY)
                    .findFirst()
                    .orElseThrow();
            assertThat(refused.errorCode()).isIn(REFUSED_STREAM, ENHANCE_YOUR_CALM, 1);
        }
        assertThat(gateway.received()).isEmpty();
        gateway.awaitServed();
    }

    @Test
    void aHeadWithoutEndEndsTheConnection() throws IOException {
        byte[] block = RawHttp2.block("GET", "/v1/wallet", "authorization", bearer());
        byte[] more = RawHttp2.block("GET", "/v1/wallet", "x-more", "x".repeat(8000));
        try (RawHttp2 client = new RawHttp2(gateway.port())) {
            client.write(RawHttp2.HEADERS, RawHttp2.END_STREAM, 1, block);
            try {
                for (int i = 0; i < 1000; i++) {
                    client.write(RawHttp2.CONTINUATION, 0, 1, more);
                }
            } catch (IOException ignored) {
                // Closed already, as it should be.
            }
            client.readAll();
        }
        assertThat(gateway.received()).isEmpty();
        gateway.awaitServed();
    }

    @Test
    void aHeadOverHttp2HasTheSameBound() throws IOException {
        try (RawHttp2 client = new RawHttp2(gateway.port())) {
            byte[] block = RawHttp2.block(
                    "GET", "/v1/wallet", "authorization", bearer(), "x-a", "x".repeat(9000), "x-b", "y".repeat(7000));
            client.write(RawHttp2.HEADERS, RawHttp2.END_HEADERS | RawHttp2.END_STREAM, 1, block);
            assertThat(client.read()).isNotNull();
        }
        assertThat(gateway.received()).isEmpty();
        gateway.awaitServed();
    }

    @TestFactory
    Stream<DynamicTest> headersThatHttp2ForbidsReachNobody() {
        return Stream.of(
                        new String[] {"transfer-encoding", "chunked"},
                        new String[] {"connection", "keep-alive"},
                        new String[] {"X-Upper", "1"},
                        new String[] {"x-line", "a\r\nX-Service-Key: guessed"},
                        new String[] {"x-nul", "a\u0000b"},
                        new String[] {":path", "/internal/v1/funds"},
                        new String[] {"content-length", "5"})
                .map(header -> DynamicTest.dynamicTest(header[0], () -> {
                    gateway.forget();
                    try (RawHttp2 client = new RawHttp2(gateway.port())) {
                        byte[] block =
                                RawHttp2.block("GET", "/v1/wallet", "authorization", bearer(), header[0], header[1]);
                        client.write(RawHttp2.HEADERS, RawHttp2.END_HEADERS | RawHttp2.END_STREAM, 1, block);
                        Stream.generate(client::read)
                                .takeWhile(Objects::nonNull)
                                .map(Objects::requireNonNull)
                                .filter(frame -> frame.stream() == 1 || frame.type() == RawHttp2.GOAWAY)
                                .findFirst();
                    }
                    assertThat(gateway.received()).isEmpty();
                    gateway.awaitServed();
                }));
    }

    private static String sendHead() {
        return "POST /v1/packets HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + bearer()
                + "\r\nContent-Type: application/json\r\n";
    }

    /**
     * Each holds a second request that must not be taken for one, or must be taken for what it is: a forbidden path.
     */
    @TestFactory
    Stream<DynamicTest> nothingIsSmuggledBehindARequest() {
        String smuggled = "GET /internal/v1/funds HTTP/1.1\r\nHost: localhost\r\n\r\n";
        return Stream.of(
                        new String[] {
                            "length and chunks", "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                        },
                        new String[] {
                            "chunks and length", "Transfer-Encoding: chunked\r\nContent-Length: 100\r\n\r\n0\r\n\r\n"
                        },
                        new String[] {"two lengths", "Content-Length: 0\r\nContent-Length: 90\r\n\r\n"},
                        new String[] {"lengths in a list", "Content-Length: 0, 90\r\n\r\n"},
                        new String[] {"negative length", "Content-Length: -1\r\n\r\n"},
                        new String[] {"hidden chunked", "Transfer-Encoding: xchunked\r\n\r\n"},
                        new String[] {"chunked twice", "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"},
                        new String[] {"tab before chunked", "Transfer-Encoding:\tchunked\r\n\r\n0\r\n\r\n"},
                        new String[] {"folded header", "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n"},
                        new String[] {
                            "bare line feed in a chunk's extension",
                            "Transfer-Encoding: chunked\r\n\r\n2;\nxx\r\n{}\r\n0\r\n\r\n"
                        },
                        new String[] {
                            "carriage return in a chunk's extension",
                            "Transfer-Encoding: chunked\r\n\r\n2;a\rb\r\n{}\r\n0\r\n\r\n"
                        },
                        new String[] {
                            "chunk's size past a long",
                            "Transfer-Encoding: chunked\r\n\r\n10000000000000002\r\n{}\r\n0\r\n\r\n"
                        },
                        new String[] {
                            "chunk's size with a sign", "Transfer-Encoding: chunked\r\n\r\n+2\r\n{}\r\n0\r\n\r\n"
                        },
                        new String[] {"chunk longer than said", "Transfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n"
                        },
                        new String[] {
                            "header in the trailer",
                            "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nX-Service-Key: k\r\n\r\n"
                        },
                        new String[] {"nul in a header", "X-A: a\u0000b\r\nContent-Length: 0\r\n\r\n"},
                        new String[] {"space before the colon", "Content-Length : 0\r\n\r\n"})
                .map(attack -> DynamicTest.dynamicTest(attack[0], () -> {
                    gateway.forget();
                    String answer;
                    try (RawClient client = new RawClient(gateway.port())) {
                        client.write(sendHead() + attack[1] + smuggled);
                        answer = client.readUntilSilence();
                    }
                    // What was read as a second request was answered as one, by the edge.
                    assertThat(gateway.received().stream().map(TestService.Received::target))
                            .as(answer)
                            .allMatch(target -> target.equals("/v1/packets"))
                            .hasSizeLessThanOrEqualTo(1);
                    // No byte of what comes after the chunk that the head announces.
                    assertThat(gateway.received()).allMatch(call -> "{}".startsWith(call.body()));
                    assertThat(gateway.received())
                            .allMatch(call -> TestGateway.SERVICE_KEY.equals(call.header("X-Service-Key")));
                    assertThat(answer).doesNotContain("gapFen");
                    gateway.awaitServed();
                }));
    }

    @TestFactory
    Stream<DynamicTest> targetsOfTheInsideAreNotFound() {
        return Stream.of(
                        "/v1/..;/internal/v1/funds",
                        "/..;/internal/v1/funds",
                        "/v1/;/internal/v1/funds",
                        "/v1/%2e%2e;/internal/v1/funds",
                        "/v1/%252e%252e/internal/v1/funds",
                        "/v1%252Fwallet",
                        "/v1/wallet/..%5cinternal",
                        "/v1/%c0%ae%c0%ae/internal",
                        "/internal/v1/switches",
                        "/internal/v1/sets/1/balances",
                        "/actuator/heapdump",
                        "/actuator/env",
                        "/actuator/gateway/refresh",
                        "/v1/actuator/health")
                .map(target -> DynamicTest.dynamicTest(target, () -> {
                    assertThat(RawClient.get(gateway.port(), target, "Authorization: " + bearer()))
                            .startsWith("HTTP/1.1 404 ")
                            .contains("application/problem+json");
                    assertThat(gateway.received()).isEmpty();
                }));
    }

    @TestFactory
    Stream<DynamicTest> methodsThatNoCallHasAreRefused() {
        return Stream.of("TRACE", "TRACK", "CONNECT", "DEBUG", "PROPFIND", "get", "G\u0000T")
                .map(method -> DynamicTest.dynamicTest(method.replace('\u0000', '0'), () -> {
                    try (RawClient client = new RawClient(gateway.port())) {
                        String answer = client.write(method + " /v1/wallet HTTP/1.1\r\nHost: localhost\r\n"
                                        + "Connection: close\r\nAuthorization: " + bearer() + "\r\n\r\n")
                                .readAll();
                        assertThat(answer)
                                .matches("(?s)HTTP/1\\.[01] 40[045] .*")
                                .doesNotContain("Bearer ey");
                    }
                    assertThat(gateway.received()).isEmpty();
                }));
    }

    @Test
    void whatAClientSaysOfItselfChangesNothing() {
        gateway.call(
                "GET",
                "/v1/wallet",
                null,
                request -> request.setHeader("X-User-Id", "2")
                        .setHeader("X-User-Role", "ops")
                        .setHeader("X-Service-Key", "guessed")
                        .setHeader("X-Forwarded-For", "127.0.0.1")
                        .setHeader("X-Forwarded-Host", "evil.example")
                        .setHeader("X-Forwarded-Prefix", "/internal")
                        .setHeader("X-HTTP-Method-Override", "DELETE")
                        .setHeader("X-Original-URL", "/internal/v1/funds")
                        .setHeader("X-Rewrite-URL", "/internal/v1/funds"));
        TestService.Received seen = gateway.account.received().getFirst();
        assertThat(seen.method() + " " + seen.target()).isEqualTo("GET /v1/wallet");
        assertThat(seen.header("X-User-Id")).isEqualTo("1");
        assertThat(seen.header("X-User-Role")).isEqualTo("user");
        assertThat(seen.header("X-Service-Key")).isEqualTo(TestGateway.SERVICE_KEY);
        assertThat(seen.headers().keySet())
                .noneMatch(name -> name.startsWith("x-forwarded") || name.contains("override") || name.contains("url"));
    }
}
