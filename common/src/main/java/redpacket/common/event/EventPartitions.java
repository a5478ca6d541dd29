package redpacket.common.event;

/**
 * Which partition of {@code packet-events} a user's events go to, and which account shard a user belongs to.
 *
 * <p>INVARIANT: a partition belongs to one shard, so one consumer batch of a partition is one database
 * transaction (rule M4). Other counts would move users; account-service stores them and refuses to start with others.
 *
 * @param shards account shards, 1 or more
 * @param partitionsPerShard partitions of each, 1 or more
 */
public record EventPartitions(int shards, int partitionsPerShard) {
    public static final String PACKET_EVENTS = "packet-events";
    public static final String PROFILE_EVENTS = "profile-events";
    public static final String GROUP_EVENTS = "group-events";

    public EventPartitions {
        if (shards < 1 || partitionsPerShard < 1) {
            throw new IllegalArgumentException(
                    "shards and partitions per shard are at least 1, not " + shards + " and " + partitionsPerShard);
        }
    }

    public int total() {
        return shards * partitionsPerShard;
    }

    /** The account shard of a user, from 1. */
    public int shardOf(long userId) {
        return slotOf(userId, shards) + 1;
    }

    /** One of so many slots, from 0. Users of one slot belong to one shard where the shards divide the slots. */
    public static int slotOf(long userId, int slots) {
        return (int) Math.floorMod(spread(userId), (long) slots);
    }

    public int partitionOf(long userId) {
        int within = (int) Math.floorMod(spread(userId) / shards, (long) partitionsPerShard);
        return (shardOf(userId) - 1) * partitionsPerShard + within;
    }

    /** Users are often consecutive numbers; the finaliser of SplitMix64 spreads them. */
    private static long spread(long userId) {
        long mixed = (userId ^ userId >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return (mixed ^ mixed >>> 31) >>> 1;
    }
}
