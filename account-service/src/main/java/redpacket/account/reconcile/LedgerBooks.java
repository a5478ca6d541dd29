package redpacket.account.reconcile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redpacket.account.reconcile.Books.Digest;
import redpacket.account.reconcile.Books.LedgerRow;
import redpacket.account.reconcile.Books.PacketDigest;
import redpacket.account.reconcile.ReconcileMapper.SideSums;
import redpacket.account.shard.Shard;
import redpacket.common.database.SqlSessions;

/** The rows of a set's packets in all shards together, from the primaries. */
final class LedgerBooks {
    private final List<SqlSessions> shards;

    LedgerBooks(List<Shard> shards) {
        this.shards = shards.stream()
                .map(shard -> new SqlSessions(shard.group().primary(), ReconcileMapper.class))
                .toList();
    }

    record Sides(Digest charges, Digest payouts) {}

    /** Both in one reading of the range. */
    Sides digest(int set, long after, long through) {
        Digest charges = Digest.NONE;
        Digest payouts = Digest.NONE;
        for (SqlSessions shard : shards) {
            SideSums sums = shard.read(
                    session -> session.getMapper(ReconcileMapper.class).sides(set, after, through));
            charges = charges.plus(new Digest(sums.chargeCount(), sums.chargeFen(), sums.chargeHash()));
            payouts = payouts.plus(new Digest(sums.payoutCount(), sums.payoutFen(), sums.payoutHash()));
        }
        return new Sides(charges, payouts);
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
