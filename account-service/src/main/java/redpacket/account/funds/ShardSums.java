package redpacket.account.funds;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import redpacket.account.funds.FundsMapper.AccountFen;
import redpacket.account.funds.FundsMapper.Checkpoint;
import redpacket.account.funds.FundsMapper.WalletPage;
import redpacket.common.database.SqlSessions;

/** The sums of one shard as of one instant, read piece by piece in one snapshot. */
record ShardSums(long walletsFen, long escrowFen, long toppedUpFen, long withdrawnFen, long correctionsFen) {
    static ShardSums read(SqlSessions shard, FundsSettings settings) {
        return shard.readSnapshot(session -> {
            FundsMapper mapper = session.getMapper(FundsMapper.class);
            Map<String, Long> accounts = accounts(mapper, settings.entriesPerRead());
            return new ShardSums(
                    wallets(mapper, settings.walletsPerRead()),
                    accounts.getOrDefault("ESCROW", 0L),
                    accounts.getOrDefault("TOPPED_UP", 0L),
                    accounts.getOrDefault("WITHDRAWN", 0L),
                    accounts.getOrDefault("CORRECTIONS", 0L));
        });
    }

    private static long wallets(FundsMapper mapper, int walletsPerRead) {
        long fen = 0;
        WalletPage page = mapper.walletsFen(0, walletsPerRead);
        while (page.lastUserId() > 0) {
            fen = Math.addExact(fen, page.fen());
            page = mapper.walletsFen(page.lastUserId(), walletsPerRead);
        }
        return fen;
    }

    /** The checkpoints, and the entries since. Accounts may have their checkpoints at different entries. */
    private static Map<String, Long> accounts(FundsMapper mapper, int entriesPerRead) {
        List<Checkpoint> checkpoints = mapper.checkpoints();
        Map<String, Long> sums = new HashMap<>();
        TreeSet<Long> ends = new TreeSet<>();
        for (Checkpoint checkpoint : checkpoints) {
            sums.put(checkpoint.account(), checkpoint.sumFen());
            ends.add(checkpoint.throughEntryId());
        }
        long last = mapper.entryIdLast();
        long after = ends.isEmpty() ? last : ends.first();
        while (after < last) {
            Long end = ends.higher(after);
            long through = Math.min(end == null ? last : end, after + entriesPerRead);
            long from = after;
            for (AccountFen moved : mapper.sums(from, through)) {
                if (checkpoints.stream()
                        .anyMatch(one -> one.account().equals(moved.account()) && one.throughEntryId() <= from)) {
                    sums.merge(moved.account(), moved.fen(), Math::addExact);
                }
            }
            after = through;
        }
        return sums;
    }
}
