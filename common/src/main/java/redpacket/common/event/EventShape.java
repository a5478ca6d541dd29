package redpacket.common.event;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The limits of the fields of events. Every check throws {@link IllegalArgumentException} with the field's name. */
final class EventShape {
    private static final Pattern PACKET_ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");
    private static final Pattern TRACE_ID = Pattern.compile("(?:[0-9a-f]{32})?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int TEXT_LENGTH_MAX = 256;
    /** The range of every database column for times. */
    private static final Instant TIME_MIN = Instant.parse("2000-01-01T00:00:00Z");

    private static final Instant TIME_MAX = Instant.parse("9999-01-01T00:00:00Z");

    private EventShape() {}

    static void check(@Nullable String packetId, long senderId, @Nullable Instant at, @Nullable String traceId) {
        require("packetId", packetId != null && PACKET_ID.matcher(packetId).matches());
        require("senderId", senderId >= 1);
        checkTime("at", at);
        require("traceId", traceId != null && TRACE_ID.matcher(traceId).matches());
    }

    static void checkTime(String field, @Nullable Instant time) {
        require(field, time != null && !time.isBefore(TIME_MIN) && time.isBefore(TIME_MAX));
    }

    static void checkName(String field, @Nullable String name) {
        require(field, name != null && NAME.matcher(name).matches());
    }

    static void checkNameOrNull(String field, @Nullable String name) {
        if (name != null) {
            checkName(field, name);
        }
    }

    static void checkText(String field, @Nullable String text) {
        require(field, text != null && !text.isBlank() && text.length() <= TEXT_LENGTH_MAX);
    }

    static void checkAtLeast(long least, long... numbers) {
        for (long number : numbers) {
            if (number < least) {
                throw new IllegalArgumentException("a number of the event is below " + least + ": " + number);
            }
        }
    }

    private static void require(String field, boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException(field + " is missing or malformed");
        }
    }
}
