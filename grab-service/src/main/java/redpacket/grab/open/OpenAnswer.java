package redpacket.grab.open;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import redpacket.common.owner.OpenFrame.Verb;
import redpacket.common.problem.Problem;
import redpacket.grab.model.Ending;
import redpacket.grab.model.OpenOutcome;
import tools.jackson.databind.json.JsonMapper;

/**
 * The answer to a grab or an open, the same by either protocol. The JSON of outcomes is written by hand, since no field
 * of it needs escapes and it is written for every open.
 *
 * @param status of HTTP; from 400 on the JSON is a problem
 * @param ended where every user with the id may learn that the packet ended
 * @param retryAfterSeconds 0 where a retry makes no sense
 */
record OpenAnswer(int status, String json, @Nullable Ending ended, int retryAfterSeconds) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration RETRY_AFTER = Duration.ofMillis(500);
    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private static final int OPENED_CHARACTERS = 160;

    static OpenAnswer of(Verb verb, OpenOutcome outcome) {
        return switch (outcome) {
            case OpenOutcome.Unknown ignored -> of(Problem.notFound());
            case OpenOutcome.NotInAudience ignored ->
                of(Problem.of(FORBIDDEN, "NOT_IN_AUDIENCE", "This packet is for others."));
            case OpenOutcome.WrongPassword ignored ->
                of(Problem.of(
                        FORBIDDEN, "WRONG_PASSWORD", "This password does not open the packet; there are five tries."));
            case OpenOutcome.Opened opened -> ok(verb == Verb.OPEN ? opened(opened) : alreadyOpened(opened), null);
            case OpenOutcome.Empty empty -> ended(Ending.EMPTY, empty.openToAll());
            case OpenOutcome.Expired expired -> ended(Ending.EXPIRED, expired.openToAll());
            case OpenOutcome.Grabbed ignored -> ok(outcome("GRABBED"), null);
        };
    }

    static OpenAnswer of(Problem problem) {
        String retryAfter = problem.retryAfterSeconds();
        return new OpenAnswer(
                problem.status(),
                JSON.writeValueAsString(problem.body()),
                null,
                retryAfter == null ? 0 : Integer.parseInt(retryAfter));
    }

    static Problem unavailable() {
        return Problem.unavailable(
                "UNAVAILABLE", "The packet cannot be opened at the moment. Send the same request again.", RETRY_AFTER);
    }

    private static OpenAnswer ended(Ending ending, boolean openToAll) {
        return ok(outcome(ending.name()), openToAll ? ending : null);
    }

    private static OpenAnswer ok(String json, @Nullable Ending ended) {
        return new OpenAnswer(OK, json, ended, 0);
    }

    private static String outcome(String name) {
        return "{\"outcome\":\"" + name + "\"}";
    }

    private static String alreadyOpened(OpenOutcome.Opened opened) {
        return "{\"outcome\":\"ALREADY_OPENED\",\"amountFen\":" + opened.amountFen() + "}";
    }

    private static String opened(OpenOutcome.Opened opened) {
        StringBuilder json = new StringBuilder(OPENED_CHARACTERS)
                .append("{\"outcome\":\"OPENED\",\"amountFen\":")
                .append(opened.amountFen())
                .append(",\"sequence\":")
                .append(opened.sequence())
                .append(",\"remainingCount\":")
                .append(opened.remainingCount())
                .append(",\"openedAt\":\"");
        time(json, opened.openedAt());
        json.append('"');
        if (opened.replayed()) {
            json.append(",\"replayed\":true");
        }
        return json.append('}').toString();
    }

    /** RFC 3339 in UTC with milliseconds. */
    private static void time(StringBuilder json, Instant instant) {
        LocalDateTime at = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
        json.append(at.getYear()).append('-');
        digits(json, at.getMonthValue(), 2).append('-');
        digits(json, at.getDayOfMonth(), 2).append('T');
        digits(json, at.getHour(), 2).append(':');
        digits(json, at.getMinute(), 2).append(':');
        digits(json, at.getSecond(), 2).append('.');
        digits(json, at.getNano() / 1_000_000, 3).append('Z');
    }

    private static StringBuilder digits(StringBuilder json, int value, int count) {
        for (int power = count == 3 ? 100 : 10; power > 0; power /= 10) {
            json.append((char) ('0' + value / power % 10));
        }
        return json;
    }

    /** Shows no amount. */
    @Override
    public String toString() {
        return "OpenAnswer[" + status + "]";
    }
}
