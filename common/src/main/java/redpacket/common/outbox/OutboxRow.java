package redpacket.common.outbox;

import java.time.Instant;

/**
 * Events that were promised and not yet published: one, or those of an {@link EventBundle}.
 *
 * @param id from the process's number generator
 * @param eventKey the record's key, which selects the partition; 0 for several events
 * @param payload JSON, or a line for each event
 */
public record OutboxRow(long id, long eventKey, String payload, Instant createdAt) {}
