package redpacket.account.funds;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
                new SqlSessions(shard.group().primary(), FundsMapper.class)
                        .write(session -> advance(session.getMapper(FundsMapper.class)));
            } catch (RuntimeException e) {
                LOG.warn("shard {}: checkpoints stay where they are: {}", shard.number(), e.getMessage());
            }
        }
    }

    /** All of a shard's own accounts in one reading of what came since; those that are behind first. */
    private static int advance(FundsMapper mapper) {
        List<FundsMapper.Checkpoint> checkpoints = mapper.lockCheckpoints();
        long from = checkpoints.stream()
                .mapToLong(FundsMapper.Checkpoint::throughEntryId)
                .min()
                .orElse(Long.MAX_VALUE);
        long through = checkpoints.stream()
                .mapToLong(FundsMapper.Checkpoint::throughEntryId)
                .filter(id -> id > from)
                .min()
                .orElseGet(mapper::entryIdLast);
        long bounded = Math.min(through, from + ENTRIES_MAX);
        if (bounded <= from) {
            return 0;
        }
        Map<String, Long> sums = mapper.sums(from, bounded).stream()
                .collect(Collectors.toMap(FundsMapper.AccountFen::account, FundsMapper.AccountFen::fen));
        checkpoints.stream()
                .filter(checkpoint -> checkpoint.throughEntryId() == from)
                .forEach(checkpoint ->
                        mapper.advance(checkpoint.account(), sums.getOrDefault(checkpoint.account(), 0L), bounded));
        return 1;
    }
}
