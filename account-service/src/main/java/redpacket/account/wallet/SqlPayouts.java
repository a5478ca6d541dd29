package redpacket.account.wallet;

import java.time.Duration;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import redpacket.account.shard.Shard;
import redpacket.common.database.SqlSessions;

/** Payouts in the shard's schema, by the database's clock. */
final class SqlPayouts implements Payouts {
    private final SqlSessions sessions;

    SqlPayouts(Shard shard) {
        this.sessions = new SqlSessions(shard.group().primary(), PayoutMapper.class);
    }

    @Override
    public List<Promised> due(int max) {
        return sessions.read(session -> session.getMapper(PayoutMapper.class).due(max));
    }

    @Override
    public void tried(String withdrawalId, Duration nextAfter) {
        sessions.writeRetrying(
                session -> session.getMapper(PayoutMapper.class).tried(withdrawalId, nextAfter.toNanos() / 1_000));
    }

    @Override
    public void paid(String withdrawalId) {
        sessions.writeRetrying(session -> session.getMapper(PayoutMapper.class).paid(withdrawalId));
    }

    @Override
    public Duration oldestPending() {
        return Duration.ofSeconds(
                sessions.read(session -> session.getMapper(PayoutMapper.class).oldestPendingSeconds()));
    }

    @Mapper
    interface PayoutMapper {
        @Select("SELECT withdrawal_id, user_id, amount_fen, tries FROM payouts WHERE state = 'PENDING'"
                + " AND next_try_at <= UTC_TIMESTAMP(3) ORDER BY next_try_at LIMIT #{max}")
        List<Promised> due(@Param("max") int max);

        @Update("UPDATE payouts SET tries = tries + 1,"
                + " next_try_at = UTC_TIMESTAMP(3) + INTERVAL #{nextMicros} MICROSECOND"
                + " WHERE withdrawal_id = #{withdrawalId} AND state = 'PENDING'")
        int tried(@Param("withdrawalId") String withdrawalId, @Param("nextMicros") long nextMicros);

        @Update("UPDATE payouts SET state = 'PAID', at = UTC_TIMESTAMP(3)"
                + " WHERE withdrawal_id = #{withdrawalId} AND state = 'PENDING'")
        int paid(@Param("withdrawalId") String withdrawalId);

        @Select("SELECT COALESCE(TIMESTAMPDIFF(SECOND, MIN(at), UTC_TIMESTAMP(3)), 0) FROM payouts"
                + " WHERE state = 'PENDING'")
        long oldestPendingSeconds();
    }
}
