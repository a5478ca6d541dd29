package redpacket.common.id;

import java.util.Optional;

/** A user: a decimal number from 1 to 2^63-1 with exactly one spelling. */
public record UserId(long value) implements Comparable<UserId> {
    private static final int DIGITS_MAX = 19;

    public UserId {
        if (value < 1) {
            throw new IllegalArgumentException("a user id is from 1 to 2^63-1, not " + value);
        }
    }

    public static UserId of(long value) {
        return new UserId(value);
    }

    /** The user with this spelling; empty for a sign, a leading zero, a space or too large a number. */
    public static Optional<UserId> parse(String text) {
        if (text.isEmpty() || text.length() > DIGITS_MAX || text.charAt(0) == '0') {
            return Optional.empty();
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(new UserId(Long.parseLong(text)));
        } catch (NumberFormatException ignored) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(UserId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
