package redpacket.notification.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One open stream. No message is queued here: a wake says that there may be one, and the inbox is read after the last
 * number that was written. A slow reader therefore costs no memory.
 */
final class InboxStream {
    private final long user;
    private final boolean begunAnew;
    private final Instant tokenEnd;
    private final Semaphore wakes = new Semaphore(0);
    private volatile long lastNumber;
    private volatile long announced;
    private volatile long lookedUpTo;
    private volatile @Nullable Bye bye;
    /** Only the stream's thread touches it. */
    private boolean couldNotRead;

    /**
     * @param lastNumber the stream goes on after this message
     * @param begunAnew the client named a message that the inbox does not have
     * @param tokenEnd the stream ends with the caller's token
     */
    InboxStream(long user, long lastNumber, boolean begunAnew, Instant tokenEnd) {
        this.user = user;
        this.lastNumber = lastNumber;
        this.begunAnew = begunAnew;
        this.tokenEnd = tokenEnd;
    }

    long user() {
        return user;
    }

    boolean begunAnew() {
        return begunAnew;
    }

    Instant tokenEnd() {
        return tokenEnd;
    }

    /** The last message that was written to the stream. */
    long lastNumber() {
        return lastNumber;
    }

    void wroteUpTo(long number) {
        lastNumber = number;
    }

    boolean isOpen() {
        return bye == null;
    }

    /** Empty while the stream is open. */
    Optional<Bye> bye() {
        return Optional.ofNullable(bye);
    }

    /** The first reason stays. */
    synchronized void end(Bye reason) {
        if (bye == null) {
            bye = reason;
        }
        wake();
    }

    /** The inbox has a message of this number; wakes the stream where it has not looked that far. */
    void announce(long number) {
        if (number > Math.max(lastNumber, lookedUpTo)) {
            announced = number;
            wake();
        }
    }

    /** Wakes the stream again where it did not, or could not, look for an announced message. */
    void wakeIfBehind() {
        if (announced > Math.max(lastNumber, lookedUpTo)) {
            wake();
        }
    }

    /** The last number that was announced. */
    long announced() {
        return announced;
    }

    /**
     * The inbox was read up to this number, with or without a message: a number may be taken for a message that the
     * inbox already has.
     */
    void lookedUpTo(long number) {
        lookedUpTo = number;
    }

    /** Whether the last look into the inbox failed. */
    boolean couldNotRead() {
        return couldNotRead;
    }

    void couldNotRead(boolean value) {
        couldNotRead = value;
    }

    void wake() {
        if (wakes.availablePermits() == 0) {
            wakes.release();
        }
    }

    /** Whether the stream was woken; false when the time passed. */
    boolean await(Duration atMost) throws InterruptedException {
        boolean woken = wakes.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
        wakes.drainPermits();
        return woken;
    }
}
