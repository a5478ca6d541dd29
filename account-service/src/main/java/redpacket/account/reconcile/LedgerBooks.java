package redpacket.account.reconcile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redpacket.account.reconcile.Books.Digest;
import redpacket.account.reconcile.Books.LedgerRow;
import redpacket.account.reconcile.Books.PacketDigest;
import redpacket.account.shard.Shard;
import redpacket.account.shard.Shards;
import redpacket.common.database.SqlSessions;

/** What all shards together have of a set's packets; from the primaries. */
final class LedgerBooks {
    private final List<SqlSessions> shards = new ArrayList<>();

    LedgerBooks(Shards shards) {
        for (Shard shard : shards.all()) {
            this.shards.add(new SqlSessions(shard.group().primary(), ReconcileMapper.class));
        }
    }

    /** @param payouts else charges */
    Digest digest(int set, long after, long through, boolean payouts) {
        Digest sum = Digest.NONE;
        for (SqlSessions shard : shards) {
            sum = sum.plus(shard.read(session -> {
                ReconcileMapper mapper = session.getMapper(ReconcileMapper.class);
                return payouts ? mapper.payouts(set, after, through) : mapper.charges(set, after, through);
            }));
        }
        return sum;
    }

    /** By packet number. */
    Map<Long, Digest> digests(int set, long after, long through, boolean payouts, int limit) {
        Map<Long, Digest> sums = new HashMap<>();
        for (SqlSessions shard : shards) {
            List<PacketDigest> digests = shard.read(session -> {
                ReconcileMapper mapper = session.getMapper(ReconcileMapper.class);
                return payouts
                        ? mapper.payoutsByPacket(set, after, through, limit)
                        : mapper.chargesByPacket(set, after, through, limit);
            });
            digests.forEach(digest ->
                    sums.merge(digest.packetNumber(), new Digest(0, digest.fen(), digest.hash()), Digest::plus));
        }
        return sums;
    }

    List<LedgerRow> rows(int set, List<Long> numbers) {
        List<LedgerRow> rows = new ArrayList<>();
        for (SqlSessions shard : shards) {
            rows.addAll(shard.read(
                    session -> session.getMapper(ReconcileMapper.class).rows(set, numbers)));
        }
        return rows;
    }
}
