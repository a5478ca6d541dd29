package redpacket.common.outbox;

import java.time.Duration;

/**
 * Bounds of a relay.
 *
 * @param name of the relay, for its lease, thread and metrics
 * @param table that the rows are in
 * @param batchRowsMax rows published at once; one holds up to some twenty events
 * @param idleWaitMax longest pause when the outbox is empty
 * @param failureWaitMax longest pause after failures in a row
 * @param leaseFor a relay that has not renewed its lease for this long is replaced
 * @param deliveryTimeout Kafka has this long to acknowledge a batch
 * @param blockedCheckEvery pause between two looks at the rows whose partitions are not there
 * @param measureEvery pause between two measurements of the waiting rows
 */
public record OutboxSettings(
        String name,
        String bootstrapServers,
        String topic,
        String table,
        int batchRowsMax,
        Duration idleWaitMax,
        Duration failureWaitMax,
        Duration leaseFor,
        Duration deliveryTimeout,
        Duration blockedCheckEvery,
        Duration measureEvery) {
    private static final int BATCH_ROWS_LIMIT = 5000;

    public OutboxSettings {
        if (!table.matches("[a-z_]+")) {
            throw new IllegalArgumentException("an outbox is a table of the schema, not " + table);
        }
        if (batchRowsMax < 1 || batchRowsMax > BATCH_ROWS_LIMIT) {
            throw new IllegalArgumentException("a batch is 1 to " + BATCH_ROWS_LIMIT + " rows, not " + batchRowsMax);
        }
        if (idleWaitMax.toMillis() < 1 || failureWaitMax.toMillis() < 1 || deliveryTimeout.toMillis() < 2) {
            throw new IllegalArgumentException("a relay's pauses are 1 ms or more, and its delivery 2 ms");
        }
        if (blockedCheckEvery.toMillis() < 1 || measureEvery.toMillis() < 1) {
            throw new IllegalArgumentException("a relay looks and measures every 1 ms or less often");
        }
        if (leaseFor.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("a lease lasts a second or more, not " + leaseFor);
        }
    }

    public static OutboxSettings of(String name, String bootstrapServers, String topic) {
        return of(name, bootstrapServers, topic, "outbox");
    }

    public static OutboxSettings of(String name, String bootstrapServers, String topic, String table) {
        return new OutboxSettings(
                name,
                bootstrapServers,
                topic,
                table,
                250,
                Duration.ofMillis(100),
                Duration.ofSeconds(3),
                Duration.ofSeconds(4),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1));
    }
}
