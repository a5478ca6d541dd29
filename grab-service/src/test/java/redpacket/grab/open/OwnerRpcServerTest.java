package redpacket.grab.open;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redpacket.common.database.DatabaseProblems;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.id.UserId;
import redpacket.common.owner.AnswerFrame;
import redpacket.common.owner.HelloFrame;
import redpacket.common.owner.OpenFrame;
import redpacket.common.owner.OpenFrame.Verb;
import redpacket.common.web.Failures;
import redpacket.grab.model.AudienceKind;
import redpacket.grab.open.OpenScene.Kind;
import redpacket.grab.open.OpenScene.Place;
import redpacket.grab.open.OpenScene.State;

/** The owner RPC by real sockets. */
class OwnerRpcServerTest {
    private static final String KEY = "a service key that is long enough to be one";
    private static final String TRACE = "0123456789abcdeffedcba9876543210";
    private static final int WAIT_MILLIS = 30_000;

    private final OpenScene scene = new OpenScene(Kind.LUCKY, AudienceKind.LINK, State.ACTIVE, Place.MEMORY);
    private final Failures failures = new Failures(DatabaseProblems::translate);
    private final AnswerCalls calls = scene.calls(new OpenCounters(new SimpleMeterRegistry()), failures);
    private OwnerRpcServer server = server(Duration.ofSeconds(30));

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
        scene.close();
    }

    private OwnerRpcServer server(Duration helloWithin) {
        return new OwnerRpcServer(new OwnerRpcSettings("127.0.0.1", 0, 3, 10, 1, helloWithin), calls, KEY);
    }

    @Test
    void answersCallsAfterAHello() throws IOException {
        try (Socket socket = connect()) {
            send(socket, hello(HelloFrame.VERSION, KEY));
            send(socket, call(1, Verb.GRAB, 11));
            assertThat(receive(socket)).hasValue(new AnswerFrame(1, 200, null, 0, 0, "{\"outcome\":\"GRABBED\"}"));
            send(socket, call(2, Verb.OPEN, 11));
            assertThat(receive(socket)).hasValueSatisfying(answer -> {
                assertThat(answer.number()).isEqualTo(2);
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.json()).startsWith("{\"outcome\":\"OPENED\",\"amountFen\":");
            });
            send(socket, call(3, Verb.GRAB, 11));
            assertThat(receive(socket))
                    .hasValueSatisfying(answer -> assertThat(answer.json()).contains("ALREADY_OPENED"));
        }
    }

    @Test
    void aSetThatIsNotOpenIs503() throws IOException {
        scene.sets.closeTheSet();
        try (Socket socket = connect()) {
            send(socket, hello(HelloFrame.VERSION, KEY));
            for (Verb verb : Verb.values()) {
                send(socket, call(5, verb, 11));
                assertThat(receive(socket)).hasValueSatisfying(answer -> {
                    assertThat(answer.status()).isEqualTo(503);
                    assertThat(answer.retryAfterSeconds()).isEqualTo(1);
                });
            }
        }
    }

    @Test
    void anotherVersionIsRefusedWithAReasonAndTheConnectionIsClosed() throws IOException {
        for (int version : List.of(2, 97)) {
            try (Socket socket = connect()) {
                send(socket, hello(version, KEY));
                assertThat(receive(socket)).hasValueSatisfying(answer -> {
                    assertThat(answer.number()).isEqualTo(HelloFrame.REFUSAL_NUMBER);
                    assertThat(answer.status()).isEqualTo(426);
                    assertThat(answer.json()).contains("OWNER_RPC_VERSION", "version 1", "version " + version);
                });
                assertThat(receive(socket)).isEmpty();
            }
        }
    }

    @Test
    void aConnectionWithoutTheServiceKeyIsClosedWithoutAnAnswer() throws IOException {
        try (Socket socket = connect()) {
            send(socket, hello(HelloFrame.VERSION, KEY.replace('a', 'b')));
            assertThat(receive(socket)).isEmpty();
        }
        try (Socket socket = connect()) {
            send(socket, call(1, Verb.OPEN, 11));
            // Its first byte is no version that exists, or it is another version: no call is taken without a hello.
            receive(socket).ifPresent(answer -> assertThat(answer.number()).isEqualTo(HelloFrame.REFUSAL_NUMBER));
            assertThat(scene.sets.log(OpenScene.PACKET)).hasSize(1);
        }
    }

    @Test
    void aConnectionWithoutAFirstFrameIsClosedInTime() throws IOException {
        server.stop();
        server = server(Duration.ofMillis(50));
        server.start();
        try (Socket silent = connect();
                Socket half = connect()) {
            half.getOutputStream().write(new byte[] {0, 0});
            assertThat(receive(silent)).isEmpty();
            assertThat(receive(half)).isEmpty();
        }
    }

    @Test
    void oneConnectionMoreThanTheBoundIsClosed() throws IOException {
        try (Socket first = connect();
                Socket second = connect();
                Socket third = connect()) {
            for (Socket socket : List.of(first, second, third)) {
                send(socket, hello(HelloFrame.VERSION, KEY));
                send(socket, call(1, Verb.GRAB, 11));
                assertThat(receive(socket)).isPresent();
            }
            try (Socket fourth = connect()) {
                assertThat(receive(fourth)).isEmpty();
            }
        }
    }

    @Test
    void httpAnswersWithTheSameBytes() throws IOException {
        PacketIdCodec codec = new PacketIdCodec(new byte[32]);
        OpenEndpoint endpoint = new OpenEndpoint(calls, codec);
        String packetId = codec.encode(OpenScene.PACKET);
        try (Socket socket = connect()) {
            send(socket, hello(HelloFrame.VERSION, KEY));
            send(socket, call(1, Verb.OPEN, 12));
            AnswerFrame frame = receive(socket).orElseThrow();
            var response = endpoint.open(new UserId(12), packetId, null);
            assertThat(response.getStatusCode().value()).isEqualTo(frame.status());
            assertThat(response.getBody()).isEqualTo(frame.json());
            assertThat(response.getHeaders().getFirst("Content-Type")).isEqualTo("application/json");
        }
        scene.sets.closeTheSet();
        var refusal = endpoint.grab(new UserId(12), packetId, null);
        assertThat(refusal.getStatusCode().value()).isEqualTo(503);
        assertThat(refusal.getHeaders().getFirst("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refusal.getHeaders().getFirst("Retry-After")).isEqualTo("1");
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(WAIT_MILLIS);
        return socket;
    }

    private static ByteBuf hello(int version, String key) {
        ByteBuf frame = Unpooled.buffer();
        new HelloFrame(version, key).writeTo(frame);
        return frame;
    }

    private static ByteBuf call(long number, Verb verb, long user) {
        ByteBuf frame = Unpooled.buffer();
        new OpenFrame(number, verb, OpenScene.PACKET, new UserId(user), TRACE).writeTo(frame);
        return frame;
    }

    private static void send(Socket socket, ByteBuf frame) throws IOException {
        frame.readBytes(socket.getOutputStream(), frame.readableBytes());
    }

    /** Empty at the end of the connection. */
    private static Optional<AnswerFrame> receive(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        int length;
        try {
            length = in.readInt();
        } catch (java.io.EOFException | java.net.SocketException e) {
            return Optional.empty();
        }
        return Optional.of(AnswerFrame.readFrom(Unpooled.wrappedBuffer(in.readNBytes(length))));
    }
}
