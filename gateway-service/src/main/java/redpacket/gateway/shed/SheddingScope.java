package redpacket.gateway.shed;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A shedding scope: one part of the system with a queue of its own, and the admission level of its requests. A scope is
 * overloaded when requests wait longer than the target on average (DAGOR's measure). It is also overloaded when too
 * many admitted calls of one class are refused by limits or miss their deadline.
 *
 * <p>At the end of a window the level falls to a little less than the rate of answers if the scope is overloaded.
 * Otherwise it rises: fast up to the rate before the overload, slowly beyond it, as TCP does after a loss (RFC 5681).
 * Callers pass the time in, so a simulation can drive a scope.
 */
final class SheddingScope {
    /** Smallest and largest part of the admitted requests that one window sheds. */
    private static final double CUT_MIN = 0.05;

    private static final double CUT_MAX = 0.5;
    /** Growth in a window while far less is admitted than was answered before the overload. */
    private static final double GROW_FAR = 1;
    /** Growth near that rate: by the number of windows without overload, up to the largest, to change few users. */
    private static final double GROW_NEAR_STEP = 0.001;

    private static final double GROW_NEAR_MAX = 0.05;
    /** Growth of a class that misses deadlines although no less important class is admitted. */
    private static final double GROW_MISSED = 0.01;
    /** Part of the rate before the overload from which on growth is slow. */
    private static final double NEAR = 0.9;
    /** Windows without overload until classes that made room for another class grow fast again. */
    private static final int CALM_WINDOWS = 12;
    /** Windows in which no call of a class meets its deadline, until shedding for this class ends. */
    private static final int HOPELESS_WINDOWS = 12;
    /** Loss of the remembered rate in a window, because the scope may have become slower for good. */
    private static final double FADE = 0.02;

    private static final double LOAD_SMOOTHING = 0.3;
    /** Multiple of the target from which on a wait is a long queue, which is drained before the level rises. */
    private static final double LONG_QUEUE_TARGETS = 8;
    /** A queue longer than that by this time cuts the admitted requests to KEEP_MIN. */
    private static final double LONG_QUEUE_NANOS = 1e9;
    /** Smallest part of the rate of answers that is still admitted. */
    private static final double KEEP_MIN = 0.2;

    private final ShedSettings settings;
    private final AdmissionLevel level;
    private final AtomicLong windowEnd;
    private final LongAdder waitedNanos = new LongAdder();
    private final LongAdder waits = new LongAdder();
    private final DeadlineMisses misses = new DeadlineMisses();
    private final LongAdder failures = new LongAdder();
    private final LongAdder answers = new LongAdder();
    private final AnswerRate rate = new AnswerRate();

    private int overloadedWindows;
    private int calmWindows;
    /** First priority after the class for which room was made; all priorities where the level fell because of waits. */
    private int roomEnd = SheddingScopes.PRIORITIES;

    private int hopelessWindows;
    private long windowBegun;
    /** The highest rate of answers, fading. */
    private double rateBefore;

    private volatile LongSupplier overdueNanos = () -> 0;
    private volatile double averageNanos;
    private volatile double load;

    SheddingScope(ShedSettings settings, long now) {
        this.settings = settings;
        this.level = new AdmissionLevel(SheddingScopes.PRIORITIES, UserPriorities.COUNT / 8);
        this.windowBegun = now;
        this.windowEnd = new AtomicLong(now + settings.window().toNanos());
    }

    /** Counts a request of this compound priority; true if it is admitted. */
    boolean admit(int priority, long now) {
        roll(now);
        return level.arrive(priority);
    }

    /** Reports the time that an admitted request waited in the queue of this scope. */
    void waited(long nanos) {
        waitedNanos.add(Math.max(0, nanos));
        waits.increment();
    }

    /** Gives the scope the wait that has not ended yet, and so has not been reported. */
    void overdueFrom(LongSupplier nanos) {
        overdueNanos = nanos;
    }

    /** Reports that an admitted request has been answered. */
    void answered() {
        answers.increment();
    }

    /** Reports that a limit has refused an admitted call of this class. */
    void refused(int classPriority) {
        misses.refused(classPriority);
    }

    /** Reports that an admitted call of this class has ended. */
    void ended(int classPriority, boolean missesDeadline) {
        misses.ended(classPriority, missesDeadline);
    }

    /** Reports that an admitted request has failed for a reason other than load; its answer is no sign of capacity. */
    void failed() {
        failures.increment();
    }

    /** The smoothed part of the arriving requests that is shed. */
    double load() {
        return load;
    }

    double averageWaitNanos() {
        return averageNanos;
    }

    /** Whether every request is admitted. */
    boolean isOpen() {
        return level.isOpen();
    }

    int level() {
        return level.level();
    }

    /** Ends the window if its time has come; one of the calling threads does so. */
    void roll(long now) {
        long end = windowEnd.get();
        if (now - end >= 0
                && windowEnd.compareAndSet(end, now + settings.window().toNanos())) {
            synchronized (this) {
                endWindow(now);
            }
        }
    }

    private void endWindow(long now) {
        AdmissionLevel.Window window = level.end();
        long nanos = Math.max(1, now - windowBegun);
        windowBegun = now;
        DeadlineMisses.Window missed = misses.end(
                settings.refusedPercentMax(),
                settings::missedPercentMax,
                priority -> level.admitted(
                        SheddingScopes.firstPriority(priority), SheddingScopes.firstPriority(priority + 1)));
        long failed = failures.sumThenReset();
        long answered = Math.max(0, answers.sumThenReset() - missed.refused() - failed);
        double admitted = Math.max(1, Math.max(window.admitted(), window.expectedAdmitted()) - failed);
        double wait = endWait();
        // With few requests, something else keeps the process from running.
        boolean measured = window.all() >= settings.arrivalsMin();
        boolean waiting = wait > targetNanos();
        boolean overloaded = measured && (waiting || missed.isTooMuch());
        overloadedWindows = overloaded ? overloadedWindows + 1 : 0;
        calmWindows = overloaded ? 0 : calmWindows + 1;
        double answersPerNano = measured ? rateOf(answered, nanos) : 0;
        if (measured && !waiting && hasAllRoom(missed)) {
            stopWhereHopeless(missed);
            raise(window, admitted / nanos, GROW_MISSED, endOf(missed));
        } else if (overloaded) {
            double longQueue = wait - LONG_QUEUE_TARGETS * targetNanos();
            double keep = Math.clamp(1 - longQueue / LONG_QUEUE_NANOS, KEEP_MIN, 1 - CUT_MIN);
            double excess = 1 - keep * answersPerNano * nanos / admitted;
            boolean standing = !level.isOpen() || overloadedWindows >= settings.windowsMin();
            if (standing && excess > 0) {
                lower(window, Math.clamp(excess, CUT_MIN, CUT_MAX), waiting ? null : missed);
            }
        } else if (!level.isOpen()) {
            double near = Math.min(GROW_NEAR_MAX, GROW_NEAR_STEP * calmWindows);
            raise(window, admitted / nanos, near, SheddingScopes.PRIORITIES);
        }
        double shed = window.all() == 0 ? 0 : 1 - (double) window.admitted() / window.all();
        load = load * (1 - LOAD_SMOOTHING) + shed * LOAD_SMOOTHING;
    }

    /** The average wait of the window, or the overdue wait where that is a long queue. */
    private double endWait() {
        long count = waits.sumThenReset();
        double reported = count == 0 ? 0 : (double) waitedNanos.sumThenReset() / count;
        // A short overdue wait is no sign: the thread that ends the window keeps its own event loop waiting.
        double overdue = overdueNanos.getAsLong();
        averageNanos = overdue > LONG_QUEUE_TARGETS * targetNanos() ? Math.max(reported, overdue) : reported;
        return averageNanos;
    }

    private static int endOf(DeadlineMisses.Window missed) {
        return SheddingScopes.firstPriority(missed.first() + 1);
    }

    /** Whether a class misses deadlines, is not refused by limits, and no less important class is admitted. */
    private boolean hasAllRoom(DeadlineMisses.Window missed) {
        return missed.isTooMuch() && !missed.firstRefused() && level.level() <= endOf(missed);
    }

    private void stopWhereHopeless(DeadlineMisses.Window missed) {
        hopelessWindows = missed.firstAllMissed() ? hopelessWindows + 1 : 0;
        if (hopelessWindows > HOPELESS_WINDOWS) {
            misses.ignore(missed.first());
            hopelessWindows = 0;
        }
    }

    /** Makes room for a class from less important classes only; a class that limits refuse is then lowered itself. */
    private void lower(AdmissionLevel.Window window, double part, DeadlineMisses.@Nullable Window missed) {
        roomEnd = missed == null ? SheddingScopes.PRIORITIES : endOf(missed);
        if (missed == null) {
            level.lower(window, part, 0);
        } else if (level.level() > roomEnd) {
            level.lower(window, part, roomEnd);
        } else if (missed.firstRefused()) {
            level.lowerWithin(part, SheddingScopes.firstPriority(missed.first()), roomEnd);
        }
    }

    /** Grows fast while far below the rate before the overload, but slowly beyond the class for which room was made. */
    private void raise(AdmissionLevel.Window window, double admittedPerNano, double near, int highest) {
        boolean isFar = averageNanos <= targetNanos() && admittedPerNano < rateBefore * NEAR;
        int room = Math.min(roomEnd, highest);
        if (isFar && level.level() < room) {
            level.raise(window, GROW_FAR, room);
        } else {
            level.raise(window, isFar && calmWindows > CALM_WINDOWS ? GROW_FAR : near, highest);
        }
    }

    private double targetNanos() {
        return TimeUnit.MILLISECONDS.toNanos(settings.queueMillisTarget());
    }

    private double rateOf(long answered, long nanos) {
        double current = rate.add(answered, nanos);
        rateBefore = Math.max(rate.lastSecond(), rateBefore * (1 - FADE));
        return current;
    }
}
