package redpacket.account.wallet;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/**
 * Entries as CSV (RFC 4180): a header, then a line for each entry, ended by CR LF.
 *
 * <p>INVARIANT: no text cell begins with a character that makes a spreadsheet take it for a formula. Numbers are
 * written as numbers, with their sign.
 */
final class EntriesCsv {
    static final MediaType MEDIA_TYPE = new MediaType("text", "csv", StandardCharsets.UTF_8);
    private static final String HEADER = "entryId,kind,amountFen,balanceAfterFen,packetId,at";
    private static final String END = "\r\n";
    private static final String FORMULA_BEGINS = "=+-@\t\r\n";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private EntriesCsv() {}

    /** Whether the header {@code Accept} names text/csv, and JSON with a lower quality or not at all. */
    static boolean isPreferred(@Nullable String accept) {
        if (accept == null) {
            return false;
        }
        try {
            return MediaType.parseMediaTypes(accept).stream()
                    .filter(type -> type.getQualityValue() > 0)
                    .filter(type -> type.equalsTypeAndSubtype(MEDIA_TYPE)
                            || type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON))
                    // JSON wins where both have the same quality.
                    .max(Comparator.comparingDouble(MediaType::getQualityValue)
                            .thenComparing(MediaType.APPLICATION_JSON::equalsTypeAndSubtype))
                    .filter(type -> type.equalsTypeAndSubtype(MEDIA_TYPE))
                    .isPresent();
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }

    static String of(List<WalletEndpoint.EntryAnswer> entries) {
        StringBuilder csv = new StringBuilder(HEADER).append(END);
        for (WalletEndpoint.EntryAnswer entry : entries) {
            csv.append(text(entry.entryId()))
                    .append(',')
                    .append(text(entry.kind().name()))
                    .append(',')
                    .append(entry.amountFen())
                    .append(',')
                    .append(entry.balanceAfterFen())
                    .append(',')
                    .append(text(entry.packetId()))
                    .append(',')
                    .append(time(entry.at()))
                    .append(END);
        }
        return csv.toString();
    }

    /** The header Link of RFC 8288: the query of this page with the cursor of the next one. */
    static String link(@Nullable String query, String cursor) {
        String kept = Arrays.stream((query == null ? "" : query).split("&", -1))
                .filter(parameter -> !parameter.isEmpty() && !parameter.startsWith("cursor="))
                .map(parameter -> parameter.replace("<", "%3C").replace(">", "%3E") + "&")
                .collect(Collectors.joining());
        return "<?" + kept + "cursor=" + cursor + ">; rel=\"next\"";
    }

    private static String time(Instant at) {
        return TIME.format(at);
    }

    /** With an apostrophe in front of a formula, and in quotes where a separator would end the cell. */
    static String text(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return "";
        }
        String safe = FORMULA_BEGINS.indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
        return safe.matches("(?s).*[\",\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
