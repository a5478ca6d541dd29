package redpacket.account.funds;

import java.util.List;
import redpacket.account.shard.Shard;
import redpacket.common.database.SqlSessions;

/** A shard's escrow in its schema, from the primary. */
final class SqlEscrow implements PacketGaps.Escrow {
    private final SqlSessions sessions;

    SqlEscrow(Shard shard) {
        this.sessions = new SqlSessions(shard.group().primary(), FundsMapper.class);
    }

    @Override
    public long entryIdLast() {
        return sessions.read(session -> session.getMapper(FundsMapper.class).entryIdLast());
    }

    @Override
    public List<PacketGaps.Moved> moved(long after, long through) {
        return sessions.read(session -> session.getMapper(FundsMapper.class).moved(after, through));
    }

    @Override
    public List<FundsMapper.PacketFen> page(int set, long after, long through, long entryId) {
        return sessions.read(session -> session.getMapper(FundsMapper.class)
                .escrowByPacket(set, after, through, entryId, PacketBalances.PAGE_MAX));
    }
}
