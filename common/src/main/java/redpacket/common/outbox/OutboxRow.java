package redpacket.common.outbox;

import java.time.Instant;

/**
 * An event that was promised and not yet published.
 *
 * @param id from the process's number generator
 * @param eventKey the record's key, and what chooses the partition
 * @param payload JSON, at most 2,000 characters
 */
public record OutboxRow(long id, long eventKey, String payload, Instant createdAt) {}
