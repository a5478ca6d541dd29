package redpacket.grab.open;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import redpacket.grab.model.OpenOutcome;

/** The bodies of the answers that are given most, written by hand: no field of theirs needs to be escaped. */
final class OpenJson {
    private OpenJson() {}

    static String of(String outcome) {
        return "{\"outcome\":\"" + outcome + "\"}";
    }

    static String alreadyOpened(OpenOutcome.Opened opened) {
        return "{\"outcome\":\"ALREADY_OPENED\",\"amountFen\":" + opened.amountFen() + "}";
    }

    static String opened(OpenOutcome.Opened opened) {
        StringBuilder json = new StringBuilder(160)
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

    /** RFC 3339 in UTC with three digits of a second, as everywhere. */
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
}
