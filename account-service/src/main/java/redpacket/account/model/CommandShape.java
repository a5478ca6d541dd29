package redpacket.account.model;

import java.util.regex.Pattern;
import redpacket.common.money.Fen;

/** The limits of the ledger's columns. A command outside of them is refused before it can fail a batch. */
final class CommandShape {
    private static final Pattern TRANSFER_ID = Pattern.compile("[A-Za-z0-9_-]{1,96}");
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern REQUEST_HASH = Pattern.compile("[!-~]{1,64}");
    private static final Pattern TRACE = Pattern.compile("(?:[0-9a-f]{32})?");

    private CommandShape() {}

    static void check(Fen amount, String traceId) {
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("an amount is positive");
        }
        checkTrace(traceId);
    }

    static void checkKey(String key, String requestHash) {
        require(KEY, "an idempotency key", key);
        require(REQUEST_HASH, "a request hash", requestHash);
    }

    static void checkTransferId(String transferId) {
        require(TRANSFER_ID, "a transfer id", transferId);
    }

    static void checkTrace(String traceId) {
        require(TRACE, "a trace id", traceId);
    }

    private static void require(Pattern pattern, String what, String given) {
        if (!pattern.matcher(given).matches()) {
            throw new IllegalArgumentException(what + " matches " + pattern);
        }
    }
}
