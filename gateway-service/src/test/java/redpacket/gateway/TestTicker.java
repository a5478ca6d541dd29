package redpacket.gateway;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A gateway's ticker that stands still until a test moves it, so that no rate refills while a slow machine asks. */
final class TestTicker implements Ticker {
    private final AtomicLong nanos = new AtomicLong(System.nanoTime());

    void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Override
    public long read() {
        return nanos.get();
    }
}
