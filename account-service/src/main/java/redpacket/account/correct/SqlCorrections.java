package redpacket.account.correct;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import redpacket.common.database.MemberGroup;
import redpacket.common.database.SqlSessions;

/** Corrections in the first shard's schema. */
final class SqlCorrections implements Corrections {
    private final SqlSessions sessions;

    SqlCorrections(MemberGroup group) {
        this.sessions = new SqlSessions(group.primary(), CorrectionMapper.class);
    }

    @Override
    public Correction keepFirst(Correction correction) {
        return sessions.writeRetrying(session -> {
            CorrectionMapper mapper = session.getMapper(CorrectionMapper.class);
            mapper.insert(correction);
            return mapper.ofKey(correction.requestedBy(), correction.idempotencyKey())
                    .orElseThrow();
        });
    }

    @Override
    public Optional<Correction> find(String correctionId) {
        return sessions.read(
                session -> session.getMapper(CorrectionMapper.class).find(correctionId));
    }

    @Override
    public void applied(String correctionId, long operator, Instant at) {
        sessions.writeRetrying(
                session -> session.getMapper(CorrectionMapper.class).applied(correctionId, operator, at));
    }

    @Override
    public List<Correction> newest(int limit) {
        return sessions.read(
                session -> session.getMapper(CorrectionMapper.class).newest(limit));
    }

    @Mapper
    interface CorrectionMapper {
        String SELECT = "SELECT correction_id, user_id, amount_fen, reason, state, requested_by, requested_at,"
                + " idempotency_key, approved_by, approved_at FROM corrections ";

        @Insert("INSERT IGNORE INTO corrections (correction_id, user_id, amount_fen, reason, state, requested_by,"
                + " requested_at, idempotency_key) VALUES (#{correctionId}, #{userId}, #{amountFen}, #{reason},"
                + " #{state}, #{requestedBy}, #{requestedAt}, #{idempotencyKey})")
        int insert(Correction correction);

        @Select(SELECT + "WHERE requested_by = #{operator} AND idempotency_key = #{key}")
        Optional<Correction> ofKey(@Param("operator") long operator, @Param("key") String key);

        @Select(SELECT + "WHERE correction_id = #{id}")
        Optional<Correction> find(@Param("id") String id);

        @Update("UPDATE corrections SET state = 'APPLIED', approved_by = #{operator}, approved_at = #{at}"
                + " WHERE correction_id = #{id} AND state = 'PENDING'")
        int applied(@Param("id") String id, @Param("operator") long operator, @Param("at") Instant at);

        @Select(SELECT + "ORDER BY requested_at DESC, correction_id LIMIT #{limit}")
        List<Correction> newest(@Param("limit") int limit);
    }
}
