package redpacket.loadtest.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redpacket.loadtest.chaos.CallStatistics.CallClass;
import redpacket.loadtest.fault.Expectation;
import redpacket.loadtest.report.Verdict;

/**
 * The effects of one fault.
 *
 * @param gaps the longest time without an answer for each set and class of call, from the fault to the recovery
 * @param openedWithoutCopies new opens that were answered while the set had to refuse them
 * @param shownAfter when status first named the fault; null if it never did
 * @param formerPrimary the member that led before; empty if the fault struck none
 * @param backAfter when the former primary followed or led again; null if it never did
 * @param recoveredAfter when every process and every copy was back; null if not in time
 */
record FaultOutcome(
        String name,
        Expectation expectation,
        Map<CallClass, Duration> gaps,
        long openedWithoutCopies,
        @Nullable Duration shownAfter,
        String formerPrimary,
        @Nullable Duration backAfter,
        @Nullable Duration recoveredAfter) {
    private static final Duration SHOWN_WITHIN = Duration.ofSeconds(30);
    private static final Duration BACK_WITHIN = Duration.ofSeconds(60);

    FaultOutcome {
        gaps = Map.copyOf(gaps);
    }

    List<Verdict> verdicts() {
        List<Verdict> verdicts = new ArrayList<>();
        verdicts.add(new Verdict("bounds", name + ": every class of call was answered within its bound", late()));
        verdicts.add(Verdict.of(
                "status",
                name + ": ./redpacket status named it within " + SHOWN_WITHIN.toSeconds() + " s",
                shownAfter != null && shownAfter.compareTo(SHOWN_WITHIN) <= 0,
                words(shownAfter)));
        verdicts.add(Verdict.of(
                "recovery",
                name + ": every process and every copy came back",
                recoveredAfter != null,
                words(recoveredAfter)));
        if (expectation.refusesOpens()) {
            verdicts.add(Verdict.of(
                    "copies",
                    name + ": no open was answered on one copy",
                    openedWithoutCopies == 0,
                    openedWithoutCopies + " were"));
        }
        if (!formerPrimary.isEmpty()) {
            verdicts.add(Verdict.of(
                    "rejoin",
                    name + ": " + formerPrimary + " followed or led again within " + BACK_WITHIN.toSeconds() + " s",
                    backAfter != null && backAfter.compareTo(BACK_WITHIN) <= 0,
                    words(backAfter)));
        }
        return verdicts;
    }

    private List<String> late() {
        List<String> late = new ArrayList<>();
        gaps.forEach((of, gap) -> {
            Duration bound = boundOf(of);
            if (bound != null && gap.compareTo(bound) > 0) {
                late.add(of.call() + " of " + of.set() + ": " + words(gap) + " without an answer, at most "
                        + words(bound));
            }
        });
        return late.stream().sorted().toList();
    }

    /** Null for a class of call without a bound. */
    private @Nullable Duration boundOf(CallClass of) {
        return switch (of.call()) {
            case "open" -> expectation.opensWithin(of.set());
            // Grabs are answered from memory, also while opens are refused.
            case "grab" ->
                expectation.refusesOpens() ? expectation.elsewhereWithin() : expectation.opensWithin(of.set());
            case "send" -> expectation.sendsWithin();
            default -> null;
        };
    }

    static String words(@Nullable Duration time) {
        return time == null ? "never" : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
    }
}
