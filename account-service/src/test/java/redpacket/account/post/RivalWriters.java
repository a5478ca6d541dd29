package redpacket.account.post;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What tests with two writers of one shard share. */
final class RivalWriters {
    private RivalWriters() {}

    /** A short lease, and a server that soon ends the transaction of a frozen writer. */
    static LedgerSettings settings() {
        return settings(Duration.ofSeconds(1));
    }

    static LedgerSettings settings(Duration idleTransactionMax) {
        return new LedgerSettings(
                64,
                16,
                Duration.ofSeconds(30),
                Duration.ofMillis(5),
                Duration.ofMillis(50),
                5,
                Duration.ofSeconds(2),
                Duration.ofMillis(200),
                Duration.ofMillis(50),
                idleTransactionMax,
                Duration.ofSeconds(20),
                1_000_000,
                ZoneOffset.UTC);
    }

    /** A clock that stops its reader once, as a frozen process stops: the writer reads it inside its transaction. */
    static final class FreezingClock extends Clock {
        private static final Instant NOW = Instant.parse("2026-02-16T12:00:00.123Z");
        private static final long FREEZE_SECONDS_MAX = 60;

        private final CountDownLatch thaw = new CountDownLatch(1);
        private final CountDownLatch frozen = new CountDownLatch(1);
        private volatile boolean freezes;

        void freezeNext() {
            freezes = true;
        }

        void awaitFrozen() throws InterruptedException {
            if (!frozen.await(FREEZE_SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the writer never read the clock");
            }
        }

        void thaw() {
            thaw.countDown();
        }

        @Override
        public Instant instant() {
            if (freezes) {
                freezes = false;
                frozen.countDown();
                try {
                    if (!thaw.await(FREEZE_SECONDS_MAX, TimeUnit.SECONDS)) {
                        throw new IllegalStateException("never thawed");
                    }
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return NOW;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
