package redpacket.notification.thank;

import org.jspecify.annotations.Nullable;
import redpacket.common.problem.Problem;
import redpacket.common.text.TextRules;

/** The body of thanks, as it came. */
record ThanksRequest(@Nullable String text) {
    private static final int CHARACTERS_MAX = 20;

    /** Visible text of 1 to 20 characters, in normal form C. */
    String checkedText() {
        return TextRules.visible(text, CHARACTERS_MAX)
                .orElseThrow(() -> Problem.invalid(
                        "INVALID_TEXT", "text is visible text of 1 to " + CHARACTERS_MAX + " characters."));
    }

    /** The text is between two users. */
    @Override
    public String toString() {
        return "ThanksRequest[…]";
    }
}
