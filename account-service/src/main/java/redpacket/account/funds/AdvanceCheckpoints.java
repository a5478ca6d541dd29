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

/** Moves each shard's checkpoints on, so that a sum reads only the entries since. */
@Component
@EnableScheduling
class AdvanceCheckpoints {
    private static final Logger LOG = LoggerFactory.getLogger(AdvanceCheckpoints.class);

    private final Shards shards;
    private final FundsSettings settings;

    AdvanceCheckpoints(Shards shards, FundsSettings settings) {
        this.shards = shards;
        this.settings = settings;
    }

    @Scheduled(
            fixedDelayString = "${redpacket.account.funds.checkpoint-every:10s}",
            initialDelayString = "${redpacket.account.funds.checkpoint-every:10s}")
    void advance() {
        for (Shard shard : shards.all()) {
            if (!shard.group().accepting()) {
                continue;
            }
            try {
                SqlSessions sessions = new SqlSessions(shard.group().primary(), FundsMapper.class);
                for (int i = 0; i < settings.checkpointsPerRound() && advance(sessions); i++) {
                    LOG.debug("shard {}: checkpoints moved", shard.number());
                }
            } catch (RuntimeException e) {
                LOG.warn("shard {}: checkpoints stay where they are: {}", shard.number(), e.getMessage());
            }
        }
    }

    private boolean advance(SqlSessions sessions) {
        return sessions.write(session -> advance(session.getMapper(FundsMapper.class)));
    }

    /** Moves the accounts whose checkpoints are furthest behind. Whether there is more to do. */
    private boolean advance(FundsMapper mapper) {
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
        long bounded = Math.min(through, from + settings.entriesPerRead());
        if (bounded <= from) {
            return false;
        }
        Map<String, Long> sums = mapper.sums(from, bounded).stream()
                .collect(Collectors.toMap(FundsMapper.AccountFen::account, FundsMapper.AccountFen::fen));
        checkpoints.stream()
                .filter(checkpoint -> checkpoint.throughEntryId() == from)
                .forEach(checkpoint ->
                        mapper.advance(checkpoint.account(), sums.getOrDefault(checkpoint.account(), 0L), bounded));
        return bounded < mapper.entryIdLast();
    }
}
