package redpacket.loadtest.report;

import java.util.List;
import java.util.Locale;

/**
 * Whether a rule or a claim holds.
 *
 * @param rule such as I3, or the name of a bench
 * @param claim the meaning of the rule here
 * @param violations the first few; none if it holds
 */
public record Verdict(String rule, String claim, List<String> violations) {
    public Verdict {
        violations = List.copyOf(violations);
    }

    /** @param seen the figure that decides, shown if the claim does not hold */
    public static Verdict of(String rule, String claim, boolean holds, Object seen) {
        return new Verdict(rule, claim, holds ? List.of() : List.of(String.valueOf(seen)));
    }

    public boolean holds() {
        return violations.isEmpty();
    }

    @Override
    public String toString() {
        String line = String.format(Locale.ROOT, "  %-8s %s  %s", rule, holds() ? "PASS" : "FAIL", claim);
        return holds() ? line : line + "\n           " + String.join("\n           ", violations);
    }
}
