package redpacket.gateway.shed;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import redpacket.gateway.model.Call;
import redpacket.gateway.model.CallClass;

/**
 * When a scope is overloaded, and how load is shed.
 *
 * @param queueMillisTarget average wait for an event loop or a connection above which a scope is overloaded
 * @param windowMillis length of a window of scopes and of limits
 * @param arrivalsMin arrivals in a window below which a scope is not overloaded
 * @param windowsMin overloaded windows in a row before the first request is shed, so that a burst passes
 * @param refusedPercentMax accepted part of refusals by limits among the admitted requests of one class
 * @param rotationMinutes time in which each user has had every user priority
 * @param comeBackMillis time to come back of a shed client; with full load ten times as long
 * @param shakeMillis time until the next shake that a shed shake answers; with full load ten times as long
 * @param probeMillis interval of the probe of each event loop
 * @param limitMin smallest limit of grabs or opens of one set; a sixteenth of it for other calls
 * @param limitStart first limit of grabs or opens; a quarter of it for other calls
 * @param limitMax largest limit of grabs or opens; a quarter of it for other calls
 * @param lateMillis duration from which on the answer to a call that changes something is late
 * @param lateReadMillis duration from which on the answer to a call that reads is late
 * @param openMillisTarget deadline of an open, while less important calls are admitted; well above its time without
 *     load
 * @param openLatePercentMax accepted part of opens that miss this deadline
 * @param latePercentMax accepted part of late answers of a limit, and of deadline misses of other classes than opens
 * @param waitersMax calls that may wait for a permit of one limit
 * @param burstWaitMillis longest wait for a permit in a burst
 * @param standsAfterMillis time after which a queue that was never empty is a standing queue, in which a call waits for
 *     queueMillisTarget at most
 * @param packetOpensMax opens of one packet in flight in this process
 * @param oneMachine whether all processes share one machine, so that the gateway, sets and services are one scope
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
        @DefaultValue("512") int limitStart,
        @DefaultValue("1536") int limitMax,
        @DefaultValue("1000") int lateMillis,
        @DefaultValue("700") int lateReadMillis,
        @DefaultValue("500") int openMillisTarget,
        @DefaultValue("5") int openLatePercentMax,
        @DefaultValue("10") int latePercentMax,
        @DefaultValue("2048") int waitersMax,
        @DefaultValue("500") int burstWaitMillis,
        @DefaultValue("1000") int standsAfterMillis,
        @DefaultValue("1024") int packetOpensMax,
        @DefaultValue("false") boolean oneMachine) {
    /** A call other than grab and open is an HTTP request with SQL of its own, and costs several times as much. */
    private static final int OTHERS_PART = 4;

    private static final int OTHERS_MIN_PART = 16;

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
            lateMillis,
            lateReadMillis,
            openMillisTarget,
            waitersMax,
            burstWaitMillis,
            standsAfterMillis,
            packetOpensMax
        }) {
            if (value < 1) {
                throw new IllegalArgumentException("redpacket.gateway.shed: each number is at least 1");
            }
        }
        if (limitStart < limitMin || limitMax < limitStart) {
            throw new IllegalArgumentException(
                    "redpacket.gateway.shed: limit-min <= limit-start <= limit-max is required");
        }
        for (int percent : new int[] {refusedPercentMax, latePercentMax, openLatePercentMax}) {
            if (percent < 1 || percent > 100) {
                throw new IllegalArgumentException("redpacket.gateway.shed: a percent is 1 to 100");
            }
        }
    }

    Duration window() {
        return Duration.ofMillis(windowMillis);
    }

    /** The duration from which on the answer to this call is late. */
    long lateNanos(Call call) {
        return TimeUnit.MILLISECONDS.toNanos(call.takesBody() ? lateMillis : lateReadMillis);
    }

    /** The duration after which this call misses its deadline, so that less important calls make room. */
    long deadlineNanos(Call call) {
        return call.callClass() == CallClass.OPEN ? TimeUnit.MILLISECONDS.toNanos(openMillisTarget) : lateNanos(call);
    }

    /** Accepted part of deadline misses of a class. */
    int missedPercentMax(int classPriority) {
        return classPriority == CallClass.OPEN.priority() ? openLatePercentMax : latePercentMax;
    }

    /** The smallest, first and largest limit of calls in flight. */
    record Bounds(int min, int start, int max) {}

    Bounds grabsOrOpens() {
        return new Bounds(limitMin, limitStart, limitMax);
    }

    Bounds others() {
        int min = Math.max(1, limitMin / OTHERS_MIN_PART);
        int start = Math.max(min, limitStart / OTHERS_PART);
        return new Bounds(min, start, Math.max(start, limitMax / OTHERS_PART));
    }
}
