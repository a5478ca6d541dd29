package redpacket.account.funds;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import redpacket.account.shard.Shard;
import redpacket.account.shard.Shards;
import redpacket.common.database.SqlSessions;

/** Moves each shard's checkpoints on, so that a sum never reads more than what came since. */
@Component
@EnableScheduling
class AdvanceCheckpoints {
    private static final Logger LOG = LoggerFactory.getLogger(AdvanceCheckpoints.class);
    private static final long ENTRIES_MAX = 200_000;
    private static final List<String> ACCOUNTS = List.of("ESCROW", "TOPPED_UP", "WITHDRAWN");

    private final Shards shards;

    AdvanceCheckpoints(Shards shards) {
        this.shards = shards;
    }

    @Scheduled(fixedDelay = 10_000, initialDelay = 10_000)
    void advance() {
        for (Shard shard : shards.all()) {
            if (!shard.group().accepting()) {
                continue;
            }
            try {
                SqlSessions sessions = new SqlSessions(shard.group().primary(), FundsMapper.class);
                for (String account : ACCOUNTS) {
                    sessions.write(session -> advance(session.getMapper(FundsMapper.class), account));
                }
            } catch (RuntimeException e) {
                LOG.warn("shard {}: checkpoints stay where they are: {}", shard.number(), e.getMessage());
            }
        }
    }

    private static int advance(FundsMapper mapper, String account) {
        FundsMapper.Checkpoint checkpoint = mapper.lockCheckpoint(account);
        long through = Math.min(mapper.entryIdLast(), checkpoint.throughEntryId() + ENTRIES_MAX);
        return through <= checkpoint.throughEntryId()
                ? 0
                : mapper.advance(account, checkpoint.throughEntryId(), through);
    }
}
