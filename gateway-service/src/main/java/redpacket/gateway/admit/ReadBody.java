package redpacket.gateway.admit;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import redpacket.common.problem.Problem;

/**
 * Reads a body to its end before any service hears of the request, so that a slow sender holds no connection, permit or
 * lane behind the gateway. Bounded a request and in all; the time for it is bounded by the listener.
 */
public final class ReadBody {
    private static final byte[] NONE = {};

    private final AdmitSettings settings;
    private final AtomicLong inFlight = new AtomicLong();

    ReadBody(AdmitSettings settings) {
        this.settings = settings;
    }

    /**
     * Reads the body and uses it; its bytes count as in flight until the use has ended. 413 for a body that is longer
     * than is allowed, whatever its header says.
     */
    public Mono<Void> read(ServerWebExchange exchange, Function<byte[], Mono<Void>> use) {
        long declared = exchange.getRequest().getHeaders().getContentLength();
        if (declared == 0) {
            return use.apply(NONE);
        }
        if (declared > settings.bodyBytesMax()) {
            return Mono.error(tooLarge());
        }
        Collected collected = new Collected();
        return exchange.getRequest()
                .getBody()
                .doOnNext(collected::add)
                .then(Mono.defer(() -> use.apply(collected.toBytes())))
                .doFinally(ignored -> collected.free());
    }

    long bytesInFlight() {
        return inFlight.get();
    }

    private Problem tooLarge() {
        return Problem.of(413, "BODY_TOO_LARGE", "A body has at most " + settings.bodyBytesMax() + " bytes.");
    }

    private final class Collected {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        private final AtomicLong reserved = new AtomicLong();

        void add(DataBuffer buffer) {
            try {
                int length = buffer.readableByteCount();
                reserved.addAndGet(length);
                long all = inFlight.addAndGet(length);
                if (bytes.size() + length > settings.bodyBytesMax()) {
                    throw tooLarge();
                }
                if (all > settings.bodyBytesInFlightMax()) {
                    throw Overload.problem();
                }
                byte[] chunk = new byte[length];
                buffer.read(chunk);
                bytes.writeBytes(chunk);
            } finally {
                DataBufferUtils.release(buffer);
            }
        }

        byte[] toBytes() {
            return bytes.toByteArray();
        }

        void free() {
            inFlight.addAndGet(-reserved.getAndSet(0));
        }
    }
}
