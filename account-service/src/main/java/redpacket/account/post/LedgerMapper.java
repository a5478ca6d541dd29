package redpacket.account.post;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import redpacket.account.model.LedgerRows.DailyRow;
import redpacket.account.model.LedgerRows.KeyRow;
import redpacket.account.model.ShardFacts.KeyOwner;

/** A shard's rows that only some commands need, for its writer; see ShardRows for the others. */
@Mapper
interface LedgerMapper {
    @Select("SELECT COALESCE(MAX(entry_id), 0) FROM entries")
    long entryIdLast();

    /** All of the batch's key rows at once: pairs of user and key. */
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

    @Insert("INSERT INTO writer_commits (process, commits) VALUES (#{process}, 1)"
            + " ON DUPLICATE KEY UPDATE commits = commits + 1")
    void countCommit(@Param("process") String process);
}
