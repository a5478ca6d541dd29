package redpacket.account.post;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import redpacket.account.model.LedgerRows.DailyRow;
import redpacket.account.model.LedgerRows.KeyRow;
import redpacket.account.model.LedgerRows.PayoutRow;
import redpacket.account.model.ShardFacts.KeyOwner;

/** The lease of a shard, and rows that only some commands need. ShardRows has the others. */
@Mapper
interface LedgerMapper {
    @Select("SELECT COALESCE(MAX(entry_id), 0) FROM entries")
    long entryIdLast();

    /** The batch's key rows in one query, by pairs of user and key. */
    @Select({
        "<script>SELECT user_id, idempotency_key, request_hash, transfer_id, packet_id, balance_after_fen, created_at",
        "FROM idempotency_keys WHERE (user_id, idempotency_key) IN",
        "<foreach collection='owners' item='owner' open='(' separator=',' close=')'>",
        "(#{owner.userId}, #{owner.key})</foreach></script>"
    })
    List<KeyRow> keys(@Param("owners") Collection<KeyOwner> owners);

    @Select({
        "<script>SELECT user_id, day, total_fen FROM daily_sends WHERE day = #{day} AND user_id IN",
        "<foreach collection='users' item='user' open='(' separator=',' close=')'>#{user}</foreach></script>"
    })
    List<DailyRow> dailySends(@Param("day") LocalDate day, @Param("users") Collection<Long> users);

    @Insert("INSERT INTO idempotency_keys (user_id, idempotency_key, request_hash, transfer_id, packet_id,"
            + " balance_after_fen, created_at) VALUES (#{userId}, #{idempotencyKey}, #{requestHash}, #{transferId},"
            + " #{packetId}, #{balanceAfterFen}, #{createdAt})")
    void insertKey(KeyRow row);

    @Insert("INSERT INTO daily_sends (user_id, day, total_fen) VALUES (#{userId}, #{day}, #{totalFen})"
            + " ON DUPLICATE KEY UPDATE total_fen = VALUES(total_fen)")
    void saveDaily(DailyRow row);

    @Insert("INSERT INTO payouts (withdrawal_id, user_id, amount_fen, state, at, tries, next_try_at)"
            + " VALUES (#{withdrawalId}, #{userId}, #{amountFen}, #{state}, #{at}, 0, UTC_TIMESTAMP(3))"
            + " ON DUPLICATE KEY UPDATE state = VALUES(state), at = VALUES(at)")
    void savePayout(PayoutRow row);

    /** Without a lock: a standby that asks does not delay the leader. */
    @Select("SELECT epoch, (lease_until <= UTC_TIMESTAMP(3) OR leader = #{process}) AS free FROM shard_leader"
            + " WHERE id = 1")
    Optional<LeaderRow> leader(@Param("process") String process);

    /** 0 where another process was faster, or where the leader has renewed meanwhile. */
    @Update("UPDATE shard_leader SET epoch = epoch + 1, leader = #{process}, renewals = renewals + 1,"
            + " lease_until = UTC_TIMESTAMP(3) + INTERVAL #{leaseMicros} MICROSECOND WHERE id = 1"
            + " AND epoch = #{epoch} AND (lease_until <= UTC_TIMESTAMP(3) OR leader = #{process})")
    int take(@Param("epoch") long epoch, @Param("process") String process, @Param("leaseMicros") long leaseMicros);

    /** 0 where the epoch is over. */
    @Update("UPDATE shard_leader SET renewals = renewals + 1,"
            + " lease_until = UTC_TIMESTAMP(3) + INTERVAL #{leaseMicros} MICROSECOND"
            + " WHERE id = 1 AND epoch = #{epoch}")
    int renew(@Param("epoch") long epoch, @Param("leaseMicros") long leaseMicros);

    record LeaderRow(long epoch, boolean free) {}
}
