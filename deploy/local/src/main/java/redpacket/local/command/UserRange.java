package redpacket.local.command;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Users from the first to the last, both included. Ids are 1 to 2^63−1. */
record UserRange(long first, long last) {
    private static final long USERS_MAX = 1_000_000;
    private static final Pattern TEXT = Pattern.compile("(\\d{1,19})(?:-(\\d{1,19}))?");

    UserRange {
        if (first < 1 || last < first || last - first >= USERS_MAX) {
            throw new IllegalArgumentException("a range has 1 to " + USERS_MAX + " users, not " + first + "-" + last);
        }
    }

    /** @param text a number such as 7, or a range such as 1-2000 */
    static UserRange parse(String text) {
        Matcher range = TEXT.matcher(text);
        if (!range.matches()) {
            throw new IllegalArgumentException(
                    "a user is a number from 1 to 2^63−1, or a range such as 1-2000, not " + text);
        }
        String last = range.group(2);
        return new UserRange(id(range.group(1)), id(last == null ? range.group(1) : last));
    }

    private static long id(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a user is a number from 1 to 2^63−1, not " + digits, e);
        }
    }

    int count() {
        return Math.toIntExact(last - first + 1);
    }
}
