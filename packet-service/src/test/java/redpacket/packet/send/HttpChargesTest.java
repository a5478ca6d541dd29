package redpacket.packet.send;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redpacket.common.id.PacketId;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.id.SetId;
import redpacket.common.id.UserId;
import redpacket.common.money.Fen;
import redpacket.packet.model.AudienceKind;
import redpacket.packet.model.OrderState;
import redpacket.packet.model.PacketKind;
import redpacket.packet.send.Charges.ChargeOutcome;
import redpacket.packet.send.Charges.VoidOutcome;

class HttpChargesTest {
    private static final PacketIdCodec CODEC = new PacketIdCodec(new byte[32]);
    private static final PacketId FIRST = new PacketId(new SetId(2), 99);
    private static final URI NOBODY = URI.create("http://127.0.0.1:1");
    private static final ChargeSettings QUICK = new ChargeSettings(300, 200, 2, 10, 4, 50, 60_000);

    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch released = new CountDownLatch(1);
    private final HttpServer server;
    private volatile int status = 200;
    private volatile String answer = "";
    private volatile boolean silent;
    private volatile String body = "";
    private HttpCharges charges;

    HttpChargesTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            calls.incrementAndGet();
            body = exchange.getRequestURI() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8) + " "
                    + exchange.getRequestHeaders().getFirst("X-Service-Key");
            if (silent) {
                await();
            }
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        charges = charges(List.of(url()), SendDefaults.CHARGE);
    }

    @AfterEach
    void stop() {
        released.countDown();
        charges.close();
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource({
        "CHARGED, Charged",
        "KEY_REUSED, KeyReused",
        "INSUFFICIENT_BALANCE, InsufficientBalance",
        "DAILY_LIMIT_REACHED, DailyLimitReached",
        "VOIDED, Voided",
        "PERHAPS, Unknown",
        "'', Unknown",
        "BOUND, Unknown"
    })
    void understandsEveryOutcome(String outcome, String type) {
        answer = "{\"outcome\":\"" + outcome + "\",\"more\":1}";
        assertThat(charges.charge(order()).getClass().getSimpleName()).isEqualTo(type);
    }

    @Test
    void saysWhatInternalMdSays() {
        answer = "{\"outcome\":\"BOUND\",\"packetId\":\"" + CODEC.encode(FIRST) + "\"}";
        assertThat(charges.charge(order())).isEqualTo(new ChargeOutcome.Bound(FIRST));
        assertThat(body)
                .startsWith("/internal/v1/charges {")
                .contains("\"packetId\":\"" + CODEC.encode(order().id()) + "\"")
                .contains("\"senderId\":7")
                .contains("\"totalFen\":1000")
                .contains("\"idempotencyKey\":\"k\"")
                .contains("\"requestHash\":\"hash\"")
                .endsWith(" key");
        answer = "{\"outcome\":\"VOIDED\"}";
        assertThat(charges.voidCharge(order())).isEqualTo(VoidOutcome.VOIDED);
        assertThat(body).isEqualTo("/internal/v1/charges/" + CODEC.encode(order().id()) + "/void {\"senderId\":7} key");
        answer = "{\"outcome\":\"CHARGED\"}";
        assertThat(charges.voidCharge(order())).isEqualTo(VoidOutcome.CHARGED);
    }

    @Test
    void anythingButAnAnswerIsUnknown() {
        status = 503;
        assertThat(charges.charge(order())).isInstanceOf(ChargeOutcome.Unknown.class);
        status = 200;
        answer = "no JSON";
        assertThat(charges.charge(order())).isInstanceOf(ChargeOutcome.Unknown.class);
        answer = "{}";
        assertThat(charges.voidCharge(order())).isEqualTo(VoidOutcome.UNKNOWN);
    }

    @Test
    void aTimeOutIsUnknownAndNotTriedAgain() {
        use(List.of(url()), QUICK);
        silent = true;
        assertThat(charges.charge(order())).isInstanceOf(ChargeOutcome.Unknown.class);
        assertThat(calls.get()).isEqualTo(1);
    }

    @Test
    void anInstanceThatCannotBeReachedIsPassedOver() {
        use(List.of(NOBODY, url()), SendDefaults.CHARGE);
        answer = "{\"outcome\":\"CHARGED\"}";
        for (int i = 0; i < 4; i++) {
            assertThat(charges.charge(order())).isInstanceOf(ChargeOutcome.Charged.class);
        }
    }

    @Test
    void theBreakerKeepsCallsBackWhenNobodyAnswersAndNotWhenSomebodyRefuses() {
        use(List.of(url()), QUICK);
        status = 503;
        for (int i = 0; i < 10; i++) {
            charges.charge(order());
        }
        assertThat(calls.get()).isEqualTo(10);
        silent = true;
        for (int i = 0; i < 10; i++) {
            charges.charge(order());
        }
        assertThat(calls.get()).isBetween(12, 14);
    }

    private void use(List<URI> services, ChargeSettings settings) {
        charges.close();
        charges = charges(services, settings);
    }

    private static HttpCharges charges(List<URI> services, ChargeSettings settings) {
        return new HttpCharges(services, "key", CODEC, settings, new SimpleMeterRegistry());
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void await() {
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Order order() {
        Instant now = Instant.parse("2026-11-23T10:00:00Z");
        return new Order(
                new PacketId(new SetId(1), 5),
                UserId.of(7),
                PacketKind.LUCKY,
                OrderState.ORDERED,
                Fen.of(1000),
                10,
                null,
                null,
                null,
                AudienceKind.LINK,
                "k",
                "hash",
                "",
                now,
                now.plusSeconds(60));
    }
}
