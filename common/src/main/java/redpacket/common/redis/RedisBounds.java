package redpacket.common.redis;

import java.time.Duration;

/**
 * Bounds of the connection to a set's Redis.
 *
 * @param connectTimeout of one attempt to connect, and the pause before the next
 * @param commandTimeout of one command
 * @param queueCommandsMax commands in flight; one more fails at once
 */
public record RedisBounds(Duration connectTimeout, Duration commandTimeout, int queueCommandsMax) {}
