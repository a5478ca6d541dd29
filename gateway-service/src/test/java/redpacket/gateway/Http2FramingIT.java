package redpacket.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requests over HTTP/2 whose frames do not say what their heads do. */
class Http2FramingIT {
    /** As an indexed field (RFC 7541, appendix A, entry 14). */
    private static final byte STATUS_500 = (byte) 0x8e;

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = new TestGateway();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static String bearer() {
        return "Bearer " + gateway.issuer.token(1);
    }

    @Test
    void aBodyOfAnotherLengthThanItsHeadSaysIsTheClientsFault() throws IOException {
        byte[] block = RawHttp2.block(
                "POST",
                "/v1/packets",
                "authorization",
                bearer(),
                "content-type",
                "application/json",
                "content-length",
                "2");
        try (RawHttp2 client = new RawHttp2(gateway.port())) {
            client.write(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1, block)
                    .write(RawHttp2.DATA, RawHttp2.END_STREAM, 1, "{}{}".getBytes(StandardCharsets.US_ASCII));
            List<RawHttp2.Frame> answer = new ArrayList<>();
            for (RawHttp2.Frame frame = client.read(); frame != null; frame = client.read()) {
                answer.add(frame);
                if (frame.stream() == 1 && frame.type() == RawHttp2.RST_STREAM) {
                    break;
                }
            }
            assertThat(answer)
                    .filteredOn(frame -> frame.type() == RawHttp2.HEADERS)
                    .allSatisfy(frame -> assertThat(frame.payload().get(0)).isNotEqualTo(STATUS_500));
        }
        assertThat(gateway.received()).isEmpty();
        assertThat(gateway.call("GET", "/v1/wallet").statusCode()).isEqualTo(200);
    }
}
