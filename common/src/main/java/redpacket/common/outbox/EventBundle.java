package redpacket.common.outbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Events that one transaction promises, in as few rows as they fit: a row costs three servers more than what it holds.
 * A row of one event has that event's key and JSON. A row of several has the key {@link #MANY} and a line for each: its
 * key, a space, its JSON. JSON in one line has no line break, so a line is an event.
 */
public final class EventBundle {
    /** The key of a row of several events; no user has this id. */
    static final long MANY = 0;
    /** A row of this size still lies in its page (InnoDB: at most half a page of 16 KiB). */
    static final int CHARACTERS_MAX = 7_000;

    private EventBundle() {}

    /**
     * A record of the topic.
     *
     * @param key a user's id, 1 or more
     * @param payload JSON in one line
     */
    public record Event(long key, String payload) {
        private String line() {
            if (key == MANY) {
                throw new IllegalArgumentException("an event's key is a user's id");
            }
            if (payload.indexOf('\n') >= 0) {
                throw new IllegalArgumentException("an event's JSON is one line");
            }
            return key + " " + payload;
        }
    }

    /** Rows with these events in this order; ids must grow. */
    public static List<OutboxRow> rows(List<Event> events, LongSupplier ids, Instant at) {
        List<OutboxRow> rows = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        int characters = 0;
        Event last = null;
        for (Event event : events) {
            String line = event.line();
            if (last != null && characters + line.length() + 1 > CHARACTERS_MAX) {
                rows.add(row(lines, last, ids.getAsLong(), at));
                lines.clear();
                characters = 0;
            }
            lines.add(line);
            characters += line.length() + 1;
            last = event;
        }
        if (last != null) {
            rows.add(row(lines, last, ids.getAsLong(), at));
        }
        return rows;
    }

    private static OutboxRow row(List<String> lines, Event last, long id, Instant at) {
        return lines.size() == 1
                ? new OutboxRow(id, last.key(), last.payload(), at)
                : new OutboxRow(id, MANY, String.join("\n", lines), at);
    }

    /**
     * The events of a row, in their order. Of a row that cannot be read, which nobody here writes, one event with all
     * of it: consumers set it aside, and it holds up nobody.
     */
    public static List<Event> events(OutboxRow row) {
        List<Event> whole = List.of(new Event(row.eventKey(), row.payload()));
        if (row.eventKey() != MANY) {
            return whole;
        }
        List<Event> events = new ArrayList<>();
        for (String line : row.payload().lines().toList()) {
            int space = line.indexOf(' ');
            try {
                events.add(new Event(Long.parseLong(line, 0, Math.max(0, space), 10), line.substring(space + 1)));
            } catch (NumberFormatException e) {
                return whole;
            }
        }
        return events.isEmpty() ? whole : events;
    }
}
