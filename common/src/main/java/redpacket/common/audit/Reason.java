package redpacket.common.audit;

import org.jspecify.annotations.Nullable;
import redpacket.common.problem.Problem;
import redpacket.common.text.TextRules;

/** An operator's reason for a change, and the body of a change that takes nothing else. */
public record Reason(@Nullable String reason) {
    private static final int CODE_POINTS_MAX = 200;

    /** The reason of a body that may be missing. */
    public static @Nullable String of(@Nullable Reason body) {
        return body == null ? null : optional(body.reason());
    }

    /** Null where none is given; 400 for one that is empty, too long or not visible. */
    public static @Nullable String optional(@Nullable String text) {
        return text == null ? null : required(text);
    }

    /** 400 where none is given. */
    public static String required(@Nullable String text) {
        return TextRules.visible(text, CODE_POINTS_MAX)
                .filter(reason -> reason.codePointCount(0, reason.length()) <= CODE_POINTS_MAX)
                .orElseThrow(() -> Problem.invalid(
                        "INVALID_REASON", "reason is a visible text of 1 to " + CODE_POINTS_MAX + " code points."));
    }
}
