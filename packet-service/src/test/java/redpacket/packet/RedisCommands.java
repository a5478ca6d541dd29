package redpacket.packet;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;

/** What a fault does to a Redis. */
final class RedisCommands {
    private RedisCommands() {}

    static void flushAll(int port) {
        try (RedisClient client = RedisClient.create(RedisURI.create("127.0.0.1", port))) {
            client.connect().sync().flushall();
        }
    }
}
