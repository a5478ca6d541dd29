package redpacket.common.trace;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The trace of the request that this thread works for (W3C Trace Context). The log has it as {@code traceId}, calls to
 * other services as {@code traceparent}, events and ledger rows as 32 hex digits.
 */
public final class Trace {
    public static final String HEADER = "traceparent";
    public static final String NONE = "";
    private static final String KEY = "traceId";
    private static final Pattern TRACEPARENT =
            Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final int ID_START = 3;
    private static final int ID_END = 35;
    private static final HexFormat HEX = HexFormat.of();

    private Trace() {}

    /** The trace id in a traceparent header, or a new one when there is none or it is malformed. */
    public static String idFrom(@Nullable String traceparent) {
        if (traceparent != null && TRACEPARENT.matcher(traceparent).matches()) {
            return traceparent.substring(ID_START, ID_END);
        }
        return newId();
    }

    public static String newId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return HEX.toHexDigits(random.nextLong() | 1) + HEX.toHexDigits(random.nextLong());
    }

    /** A traceparent header for a call on behalf of this trace, with a new span id. */
    public static String headerFor(String traceId) {
        String id = traceId.isEmpty() ? newId() : traceId;
        return "00-" + id + "-" + HEX.toHexDigits(ThreadLocalRandom.current().nextLong() | 1) + "-01";
    }

    /** The trace of this thread, or {@link #NONE}. */
    public static String currentId() {
        String id = MDC.get(KEY);
        return id == null ? NONE : id;
    }

    public static void begin(String traceId) {
        MDC.put(KEY, traceId);
    }

    public static void end() {
        MDC.remove(KEY);
    }
}
