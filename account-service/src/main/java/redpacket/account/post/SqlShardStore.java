package redpacket.account.post;

import java.util.List;
import redpacket.account.model.LedgerBatch;
import redpacket.account.model.LedgerCommand;
import redpacket.account.model.LedgerOutcome;
import redpacket.account.model.LedgerWrites;
import redpacket.account.shard.Shard;
import redpacket.common.database.SqlSessions;
import redpacket.common.money.Fen;

/** A shard in its schema. */
final class SqlShardStore implements ShardStore {
    private final Shard shard;
    private final String process;
    private final FactsReader facts;
    private final Fen dailyLimit;
    private final SqlSessions sessions;

    SqlShardStore(Shard shard, String process, FactsReader facts, Fen dailyLimit) {
        this.shard = shard;
        this.process = process;
        this.facts = facts;
        this.dailyLimit = dailyLimit;
        this.sessions = new SqlSessions(shard.group().primary(), LedgerMapper.class);
    }

    @Override
    public boolean accepting() {
        return shard.group().accepting();
    }

    @Override
    public Committed commit(List<LedgerCommand> commands) {
        return sessions.writeBatch(session -> {
            LedgerMapper mapper = session.getMapper(LedgerMapper.class);
            ShardRows rows = new ShardRows(session.getConnection());
            LedgerBatch batch = new LedgerBatch(facts.read(rows, mapper, commands), dailyLimit);
            List<LedgerOutcome> outcomes = commands.stream().map(batch::decide).toList();
            write(rows, mapper, batch.writes());
            return new Committed(outcomes, batch.writes());
        });
    }

    private void write(ShardRows rows, LedgerMapper mapper, LedgerWrites writes) {
        if (writes.transfers().isEmpty()) {
            // What was read may be a tail that only a primary that crashed and came back holds. An acknowledged commit
            // proves that it is not, before anybody is answered from it (rule L4).
            mapper.countCommit(process);
            return;
        }
        rows.insertTransfers(writes.transfers());
        rows.insertEntries(writes.entries());
        rows.saveWallets(writes.wallets());
        writes.keys().forEach(mapper::insertKey);
        writes.dailySends().forEach(mapper::saveDaily);
    }
}
