package redpacket.account.reconcile;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import redpacket.common.client.CallSettings;

/**
 * Bounds of reconciliation.
 *
 * @param enabled whether this process takes part
 * @param roundEvery least pause between two rounds
 * @param restTimes the pause after a round, as a multiple of the round's time: a round reads rows that others write
 * @param restMax but by no longer one than this, unless roundEvery is
 * @param roundMax a round begins no new digest of a set after this; the next round continues
 * @param windows by the age of packets; each is gone through again so long after it was done. The last one, of age 0,
 *     is all there is
 * @param rangePackets packets in one digest
 * @param rangesPerRound digests of one window in one round
 * @param packetsPerRound packets of one set whose rows are compared in one round
 * @param walletsPerRound wallets of one shard compared with their entries in one round
 * @param sweepEvery pause of a shard's comparison with itself after it has seen everything; new entries wait for none
 * @param entriesPerRound entries of one shard looked through in one round, new ones and old ones each
 * @param graceMillis an entry that is younger may still be on its way
 * @param behindMax how far the consumers of credits may be behind; their events count as on their way
 * @param resendEntriesMax entries of one set whose events are sent once more in one round
 * @param resendWaitMax longest pause between two tries to have one entry credited; the first is 10 s
 * @param findingsMax kept; more are only counted
 * @param callTimeout of a call to packet-service
 */
@ConfigurationProperties("redpacket.account.reconcile")
record ReconcileSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("2s") Duration roundEvery,
        @DefaultValue("9") int restTimes,
        @DefaultValue("30s") Duration restMax,
        @DefaultValue("250ms") Duration roundMax,

        @DefaultValue({"10m/2s", "1h/10s", "1d/60s", "0/15s"})
        List<String> windows,

        @DefaultValue("1000") int rangePackets,
        @DefaultValue("8") int rangesPerRound,
        @DefaultValue("300") int packetsPerRound,
        @DefaultValue("5000") int walletsPerRound,
        @DefaultValue("20000") int entriesPerRound,
        @DefaultValue("15s") Duration sweepEvery,
        @DefaultValue("5000") long graceMillis,
        @DefaultValue("60s") Duration behindMax,
        @DefaultValue("500") int resendEntriesMax,
        @DefaultValue("10m") Duration resendWaitMax,
        @DefaultValue("2000") int findingsMax,
        @DefaultValue("5s") Duration callTimeout) {
    private static final int RANGE_MAX = 1_000;
    private static final long CONNECT_MILLIS = 300;
    private static final int CALLS_MAX = 4;

    ReconcileSettings {
        windows = List.copyOf(windows);
        windows.forEach(Window::parse);
        if (rangePackets < 1 || rangePackets > RANGE_MAX) {
            throw new IllegalArgumentException("redpacket.account.reconcile.range-packets is 1 to " + RANGE_MAX);
        }
        if (rangesPerRound < 1 || packetsPerRound < 1 || walletsPerRound < 1 || entriesPerRound < 2) {
            throw new IllegalArgumentException("redpacket.account.reconcile: every amount of a round is positive");
        }
        if (graceMillis < 0 || resendEntriesMax < 1 || resendEntriesMax > RANGE_MAX || findingsMax < 1) {
            throw new IllegalArgumentException("redpacket.account.reconcile: grace-millis is not negative,"
                    + " resend-entries-max is 1 to " + RANGE_MAX + " and findings-max is positive");
        }
        if (restTimes < 0 || restMax.isNegative() || sweepEvery.isNegative() || behindMax.isNegative()) {
            throw new IllegalArgumentException("redpacket.account.reconcile: no rest and no grace is negative");
        }
        if (roundEvery.toMillis() < 1
                || roundMax.toMillis() < 1
                || callTimeout.toMillis() < 1
                || resendWaitMax.toMillis() < 1) {
            throw new IllegalArgumentException("redpacket.account.reconcile: every time is 1 ms or more");
        }
    }

    /** Rounds are one after the other, so few calls are in flight. */
    CallSettings calls() {
        return CallSettings.of("redpacket.account.reconcile", CONNECT_MILLIS, callTimeout.toMillis(), CALLS_MAX);
    }

    /** The pause after a round that took so long. */
    Duration restAfter(Duration took) {
        Duration rest = took.multipliedBy(restTimes);
        Duration bounded = rest.compareTo(restMax) < 0 ? rest : restMax;
        return bounded.compareTo(roundEvery) < 0 ? roundEvery : bounded;
    }

    List<Window> parsedWindows() {
        return windows.stream().map(Window::parse).toList();
    }

    /**
     * Packets no older than this; zero for all.
     *
     * @param every pause after it was gone through
     */
    record Window(String name, Duration ageMax, Duration every) {
        static Window parse(String text) {
            int slash = text.indexOf('/');
            if (slash < 1) {
                throw new IllegalArgumentException(
                        "redpacket.account.reconcile.windows are AGE/EVERY such as 10m/2s, not " + text);
            }
            String age = text.substring(0, slash);
            return new Window(age.equals("0") ? "all" : age, duration(age), duration(text.substring(slash + 1)));
        }

        private static Duration duration(String text) {
            return org.springframework.boot.convert.DurationStyle.detectAndParse(
                    text, java.time.temporal.ChronoUnit.SECONDS);
        }
    }
}
