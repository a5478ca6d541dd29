package redpacket.notification.follow;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * One open connection: no message waits here, only the word that there may be one. What is new is read from the inbox
 * after the last number that was written, so a slow reader costs no memory.
 */
final class Follower {
    private final long user;
    private final Semaphore wakes = new Semaphore(0);
    private volatile long lastNumber;
    private volatile long heardOf;
    private volatile long lookedUpTo;
    private volatile boolean open = true;
    /** Only the thread that follows touches it. */
    private boolean couldNotRead;

    Follower(long user, long lastNumber) {
        this.user = user;
        this.lastNumber = lastNumber;
    }

    long user() {
        return user;
    }

    /** Up to where the inbox was written. */
    long lastNumber() {
        return lastNumber;
    }

    void wroteUpTo(long number) {
        lastNumber = number;
    }

    boolean isOpen() {
        return open;
    }

    void end() {
        open = false;
        wake();
    }

    /** There is something up to this number; wakes where nobody has looked so far. */
    void hear(long number) {
        if (number > Math.max(lastNumber, lookedUpTo)) {
            heardOf = number;
            wake();
        }
    }

    /** Wakes again where what it was told of was not looked for, or could not be. */
    void wakeIfBehind() {
        if (heardOf > Math.max(lastNumber, lookedUpTo)) {
            wake();
        }
    }

    /** The last number that it was told of. */
    long heardOf() {
        return heardOf;
    }

    /**
     * The inbox was read up to here, whether or not it had something: numbers are given to messages that turn out to be
     * there already.
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

    /** Whether it was woken; false when the time passed. */
    boolean await(Duration atMost) throws InterruptedException {
        boolean woken = wakes.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
        wakes.drainPermits();
        return woken;
    }
}
