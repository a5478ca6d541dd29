package redpacket.account.shard;

import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import redpacket.common.database.SqlSessions;
import redpacket.common.event.EventPartitions;

/**
 * The numbers that decide where a user's wallet and events are. A schema keeps those that it was first used with, and a
 * process with others refuses to start. It would look for wallets in the wrong shard and show a balance of 0.
 */
final class LedgerLayout {
    private LedgerLayout() {}

    /** Throws {@link IllegalStateException} where the schema belongs to another layout. */
    static void check(Shard shard, EventPartitions configured) {
        Row expected = new Row(shard.number(), configured.shards(), configured.partitionsPerShard());
        Row stored = new SqlSessions(shard.group().primary(), LayoutMapper.class).writeRetrying(session -> {
            LayoutMapper mapper = session.getMapper(LayoutMapper.class);
            mapper.keepFirst(expected);
            return mapper.layout();
        });
        if (!stored.equals(expected)) {
            throw new IllegalStateException("The schema of " + shard.group().name() + " is shard " + stored.shard()
                    + " of " + stored.shards() + " with " + stored.partitionsPerShard()
                    + " event partitions each, but the configuration makes it shard " + expected.shard() + " of "
                    + expected.shards() + " with " + expected.partitionsPerShard()
                    + ". With other numbers users would be looked for in other shards, where their balance is 0."
                    + " Set redpacket.accounts.shards to " + stored.shards()
                    + " and redpacket.accounts.event-partitions-per-shard to " + stored.partitionsPerShard()
                    + " in every service, and start again.");
        }
    }

    record Row(int shard, int shards, int partitionsPerShard) {}

    @Mapper
    interface LayoutMapper {
        /** The first process that uses the schema decides; a later one changes nothing. */
        @Insert("INSERT IGNORE INTO ledger_layout (id, shard, shards, partitions_per_shard)"
                + " VALUES (1, #{row.shard}, #{row.shards}, #{row.partitionsPerShard})")
        int keepFirst(@Param("row") Row row);

        @Select("SELECT shard, shards, partitions_per_shard FROM ledger_layout WHERE id = 1")
        Row layout();
    }
}
