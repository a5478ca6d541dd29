package redpacket.gateway.shed;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import redpacket.gateway.model.CallClass;

/**
 * Decides for one part of the gateway, which shares a queue, who is let in: all, until requests wait longer than the
 * target for several windows on end, or limits behind refuse some, or some are late; then those of the first ranks.
 *
 * <p>Pure but for the time that callers pass in.
 */
final class Shedder {
    /** Of what is let in, at the least and at the most, in one window. */
    private static final double CUT_MIN = 0.05;

    private static final double CUT_MAX = 0.5;
    /** Of what is let in, for each calm window: while that is far below what was managed before. */
    private static final double GROW_FAR = 1;
    /** The same from near that on: for each calm window in a row, and at the most. Few users are let in and shed in turn. */
    private static final double GROW_NEAR_STEP = 0.001;

    private static final double GROW_NEAR_MAX = 0.05;
    /** The same for a class that is late and has all the room that there is. */
    private static final double GROW_LATE = 0.01;

    private static final double NEAR = 0.9;
    /** In a row, after which a class for which room was made has had it. */
    private static final int CALM_WINDOWS = 12;
    /** In which nothing of a class is in time though all that matters less is refused: then that does not help it. */
    private static final int HOPELESS_WINDOWS = 12;
    /** Of what was managed before, for each window: it may be that so much is not managed any more. */
    private static final double FADES = 0.02;

    /** A queue that shrinks this fast in a window is on its way out. */
    private static final double SHRINKING = 0.9;

    private static final double SMOOTHING = 0.3;
    /** What waits so many times the target is worked off before much more is let in. */
    private static final double LATE_TARGETS = 8;
    /** The wait beyond that for which hardly anything is. */
    private static final double LATE_NANOS = 1e9;
    /** Of what is managed, let in at the least. */
    private static final double KEPT_MIN = 0.2;

    private final ShedSettings settings;
    private final AdmissionLevel level;
    private final AtomicLong windowEnd;
    private final LongAdder waitedNanos = new LongAdder();
    private final LongAdder waits = new LongAdder();
    private final Unserved unserved = new Unserved();
    private final LongAdder failures = new LongAdder();
    private final LongAdder answers = new LongAdder();
    /** Of windows in which anything was asked. */
    private final AnswerRate rate = new AnswerRate();

    private int busyWindows;
    private int calmWindows;
    /** The rank past the class for which room was made last; past all where the level fell last for what waited. */
    private int roomAbove = Scopes.RANKS;

    private int hopelessWindows;

    private long windowBegun;
    /** The most answers a nanosecond that were managed, fading. */
    private double managedBefore;

    private double waitedBefore;
    private volatile LongSupplier overdueNanos = () -> 0;
    private volatile double averageNanos;
    private volatile double load;

    Shedder(ShedSettings settings, long now) {
        this.settings = settings;
        this.level = new AdmissionLevel(Scopes.RANKS, UserRanks.COUNT / 8);
        this.windowBegun = now;
        this.windowEnd = new AtomicLong(now + settings.window().toNanos());
    }

    boolean admit(int rank, long now) {
        roll(now);
        return level.arrive(rank);
    }

    /** Something that arrived here has waited so long for its turn. */
    void waited(long nanos) {
        waitedNanos.add(Math.max(0, nanos));
        waits.increment();
    }

    /** How long something has been waiting here that has not had its turn yet, and so has not been counted. */
    void heed(LongSupplier nanos) {
        overdueNanos = nanos;
    }

    /** Something that was let in here has been answered. */
    void answered() {
        answers.increment();
    }

    /** A limit behind has refused what was let in here. */
    void refusedBehind(int priority) {
        unserved.refused(priority);
    }

    /** What was let in here has ended behind a limit, in time or late. */
    void endedBehind(int priority, boolean isLate) {
        unserved.ended(priority, isLate);
    }

    /** What was let in here has failed, or was refused for what is no matter of load here: it says nothing of that. */
    void failedBehind() {
        failures.increment();
    }

    /** The part of what arrives that is shed, smoothed. */
    double load() {
        return load;
    }

    double averageWaitNanos() {
        return averageNanos;
    }

    /** Whether it lets in all. */
    boolean isOpen() {
        return level.isOpen();
    }

    int level() {
        return level.level();
    }

    /** Ends the window where its time has come; one caller does it. */
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
        long count = waits.sumThenReset();
        double counted = count == 0 ? 0 : (double) waitedNanos.sumThenReset() / count;
        double target = targetNanos();
        // Whoever ends a window is on a loop that is busy, if not for long.
        double overdue = overdueNanos.getAsLong();
        double average = overdue > LATE_TARGETS * target ? Math.max(counted, overdue) : counted;
        Unserved.Window missed = unserved.end(
                settings.refusedPercentMax(),
                priority -> priority == CallClass.OPEN.priority()
                        ? settings.openLatePercentMax()
                        : settings.latePercentMax(),
                priority -> level.admitted(Scopes.firstRank(priority), Scopes.firstRank(priority + 1)));
        long failed = failures.sumThenReset();
        long answered = Math.max(0, answers.sumThenReset() - missed.refused() - failed);
        // What fails is neither managed, nor is it too much.
        double admitted = Math.max(1, Math.max(window.admitted(), window.usually()) - failed);
        averageNanos = average;
        boolean asked = window.all() >= settings.arrivalsMin();
        boolean waiting = average > target;
        boolean busy = asked && (waiting || missed.isTooMuch());
        busyWindows = busy ? busyWindows + 1 : 0;
        calmWindows = busy ? 0 : calmWindows + 1;
        boolean shrinking = !missed.isTooMuch() && average < waitedBefore * SHRINKING;
        waitedBefore = average;
        double managed = asked ? managed(answered, nanos) : 0;
        if (asked && !waiting && hasAllRoom(missed)) {
            giveUpWhereHopeless(missed);
            raise(window, admitted / nanos, GROW_LATE, endOf(missed));
        } else if (busy) {
            // Down to a little less than what was managed, by the rest of which what waits is worked off; where that
            // would take long, to much less. What is less already does so.
            double late = average - LATE_TARGETS * target;
            double keep = Math.clamp(1 - late / LATE_NANOS, KEPT_MIN, 1 - CUT_MIN);
            double excess = 1 - keep * managed * nanos / admitted;
            if ((!shrinking || late > 0) && excess > 0 && (!level.isOpen() || busyWindows >= settings.windowsMin())) {
                lower(window, Math.clamp(excess, CUT_MIN, CUT_MAX), waiting ? null : missed);
            }
        } else if (!level.isOpen()) {
            raise(window, admitted / nanos, Math.min(GROW_NEAR_MAX, GROW_NEAR_STEP * calmWindows), Scopes.RANKS);
        }
        double shed = window.all() == 0 ? 0 : 1 - (double) window.admitted() / window.all();
        load = load * (1 - SMOOTHING) + shed * SMOOTHING;
    }

    private static int endOf(Unserved.Window missed) {
        return Scopes.firstRank(missed.first() + 1);
    }

    /** Whether a class is late, and no more than that, for which nothing that matters less can make room any more. */
    private boolean hasAllRoom(Unserved.Window missed) {
        return missed.isTooMuch() && !missed.isRefused() && level.level() <= endOf(missed);
    }

    private void giveUpWhereHopeless(Unserved.Window missed) {
        hopelessWindows = missed.noneInTime() ? hopelessWindows + 1 : 0;
        if (hopelessWindows > HOPELESS_WINDOWS) {
            unserved.giveUp(missed.first());
            hopelessWindows = 0;
        }
    }

    /** A class that gets nothing is not helped by refusing what matters more, nor one that is late by refusing it. */
    private void lower(AdmissionLevel.Window window, double part, Unserved.@Nullable Window missed) {
        roomAbove = missed == null ? Scopes.RANKS : endOf(missed);
        if (missed == null) {
            level.lower(window, part, 0);
        } else if (level.level() > roomAbove) {
            level.lower(window, part, roomAbove);
        } else if (missed.isRefused()) {
            level.thin(part, Scopes.firstRank(missed.first()), roomAbove);
        }
    }

    /**
     * Back to near what was managed before at once, and on from there with care: as TCP does after a loss (RFC 5681). That
     * more was managed in all says nothing of a class that got nothing of it: past that class always with care.
     */
    private void raise(AdmissionLevel.Window window, double admitted, double near, int highest) {
        boolean isFar = averageNanos <= targetNanos() && admitted < managedBefore * NEAR;
        int room = Math.min(roomAbove, highest);
        if (isFar && level.level() < room) {
            level.raise(window, GROW_FAR, room);
        } else {
            level.raise(window, isFar && calmWindows > CALM_WINDOWS ? GROW_FAR : near, highest);
        }
    }

    private double targetNanos() {
        return TimeUnit.MILLISECONDS.toNanos(settings.queueMillisTarget());
    }

    private double managed(long answered, long nanos) {
        double managed = rate.add(answered, nanos);
        managedBefore = Math.max(rate.lastSecond(), managedBefore * (1 - FADES));
        return managed;
    }
}
