package redpacket.loadtest.proof;

import java.util.List;

/**
 * Whether an invariant holds.
 *
 * @param invariant such as I3
 * @param says what it means here
 * @param violations the first few; none when it holds
 */
public record Verdict(String invariant, String says, List<String> violations) {
    public Verdict {
        violations = List.copyOf(violations);
    }

    public boolean holds() {
        return violations.isEmpty();
    }

    @Override
    public String toString() {
        return String.format("  %-4s %s  %s", invariant, holds() ? "PASS" : "FAIL", says)
                + (holds() ? "" : "\n         " + String.join("\n         ", violations));
    }
}
