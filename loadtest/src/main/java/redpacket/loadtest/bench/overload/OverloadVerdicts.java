package redpacket.loadtest.bench.overload;

import java.util.List;
import redpacket.loadtest.report.Verdict;

/**
 * The claims of a run of overload.
 *
 * @param how the load, in words
 * @param usefulASecond opens that were answered within a second of their due time
 * @param offeredOpensASecond opens that were begun
 * @param peak useful opens a second at the best load; 0 if unknown
 * @param recoveredSeconds from the end of the overload until all opens are useful
 */
record OverloadVerdicts(
        String how, double usefulASecond, double offeredOpensASecond, double peak, int recoveredSeconds) {
    /** Part of the possible that shedding has to keep. */
    private static final double KEPT_MIN = 0.8;

    private static final int RECOVERED_SECONDS_MAX = 5;

    /** @param withoutShedding useful opens a second of the same load without shedding */
    List<Verdict> list(double withoutShedding) {
        double possible = peak == 0 ? offeredOpensASecond : Math.min(peak, offeredOpensASecond);
        return List.of(
                Verdict.of(
                        "overload",
                        how + ": at least 80 % of the possible opens are useful",
                        usefulASecond >= KEPT_MIN * possible,
                        Math.round(usefulASecond) + " of " + Math.round(possible) + " a second"),
                Verdict.of(
                        "overload",
                        how + ": more opens are useful than without shedding",
                        usefulASecond > withoutShedding,
                        Math.round(usefulASecond) + " and " + Math.round(withoutShedding) + " a second"),
                Verdict.of(
                        "overload",
                        how + ": recovered within " + RECOVERED_SECONDS_MAX + " s",
                        recoveredSeconds <= RECOVERED_SECONDS_MAX,
                        recoveredSeconds + " s"));
    }
}
