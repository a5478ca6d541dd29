package redpacket.gateway.shed;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What counts as overload, and what is done about it.
 *
 * @param queueMillisTarget that a request waits on average, for an event loop or a connection, before it is too much
 * @param windowMillis over which that is measured
 * @param arrivalsMin in a window, below which requests are not what keeps the process busy
 * @param windowsMin in a row that are too much before the first request is shed: a burst passes, a standing queue does not
 * @param refusedPercentMax of the requests of one class let in that limits behind refuse, before that is too much
 * @param rotationMinutes in which every user is among the first to be shed once, and among the last
 * @param comeBackMillis that a shed client waits when hardly any are shed; ten times that when all are
 * @param shakeMillis between shakes when nothing is shed; ten times that when all are
 * @param probeMillis between looks at each event loop
 * @param limitMin grabs or opens of one set that are let through, however late they are
 * @param limitMinOther other calls of one class and service that are let through, however late they are
 * @param limitStart where a limit of grabs or opens begins, and what it may be whatever the rate; a quarter of it for
 *     other calls
 * @param limitMax its end; a quarter of it for other calls
 * @param lateMillis after which an answer to a call that changes something is late
 * @param lateReadMillis the same for a call that only reads
 * @param openMillisTarget in which a set answers an open while anything that matters less is let in; well above what it takes
 *     in calm
 * @param openLatePercentMax of the opens, that may take longer than that
 * @param latePercentMax of a limit's answers, past which it shrinks, and of a class, past which too much is let in
 * @param limitWindowMillis between changes of a limit
 * @param waitersMax calls that wait for a place under one limit
 * @param burstWaitMillis that one waits in a burst
 * @param standsAfterMillis that somebody waits on end, it is a queue that stands: then one waits for the target at most
 * @param packetOpensMax opens of one packet in flight in this process
 * @param oneMachine whether sets and services take turns on one machine: then what one of them has too much of, all have,
 *     and less important calls of others make room for it
 */
@ConfigurationProperties("redpacket.gateway.shed")
record ShedSettings(
        @DefaultValue("20") int queueMillisTarget,
        @DefaultValue("250") int windowMillis,
        @DefaultValue("50") int arrivalsMin,
        @DefaultValue("2") int windowsMin,
        @DefaultValue("2") int refusedPercentMax,
        @DefaultValue("60") int rotationMinutes,
        @DefaultValue("1000") int comeBackMillis,
        @DefaultValue("2000") int shakeMillis,
        @DefaultValue("20") int probeMillis,
        @DefaultValue("64") int limitMin,
        @DefaultValue("8") int limitMinOther,
        @DefaultValue("512") int limitStart,
        @DefaultValue("1536") int limitMax,
        @DefaultValue("1000") int lateMillis,
        @DefaultValue("700") int lateReadMillis,
        @DefaultValue("500") int openMillisTarget,
        @DefaultValue("5") int openLatePercentMax,
        @DefaultValue("10") int latePercentMax,
        @DefaultValue("250") int limitWindowMillis,
        @DefaultValue("2048") int waitersMax,
        @DefaultValue("500") int burstWaitMillis,
        @DefaultValue("1000") int standsAfterMillis,
        @DefaultValue("1024") int packetOpensMax,
        @DefaultValue("false") boolean oneMachine) {
    /** A call that is neither grab nor open is an HTTP request and SQL of its own: several times what those cost. */
    private static final int OTHERS_PART = 4;

    public ShedSettings {
        for (int value : new int[] {
            queueMillisTarget,
            windowMillis,
            arrivalsMin,
            windowsMin,
            rotationMinutes,
            comeBackMillis,
            shakeMillis,
            probeMillis,
            limitMin,
            limitMinOther,
            lateMillis,
            lateReadMillis,
            openMillisTarget,
            limitWindowMillis,
            waitersMax,
            burstWaitMillis,
            standsAfterMillis,
            packetOpensMax
        }) {
            if (value < 1) {
                throw new IllegalArgumentException("redpacket.gateway.shed: every bound is at least 1");
            }
        }
        if (limitStart < limitMin || limitMax < limitStart) {
            throw new IllegalArgumentException("redpacket.gateway.shed: limit-min, limit-start and limit-max ascend");
        }
        for (int percent : new int[] {refusedPercentMax, latePercentMax, openLatePercentMax}) {
            if (percent < 1 || percent > 100) {
                throw new IllegalArgumentException("redpacket.gateway.shed: percents are 1 to 100");
            }
        }
    }

    Duration window() {
        return Duration.ofMillis(windowMillis);
    }

    /** Calls in flight under one limit: at the least, at its start, at the most. */
    record Bounds(int min, int start, int max) {}

    /** Of grabs or opens. */
    Bounds grabsOrOpens() {
        return new Bounds(limitMin, limitStart, limitMax);
    }

    Bounds others() {
        int start = Math.max(limitMinOther, limitStart / OTHERS_PART);
        return new Bounds(limitMinOther, start, Math.max(start, limitMax / OTHERS_PART));
    }
}
