package redpacket.common.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;
import redpacket.common.database.MemberGroup;
import redpacket.common.database.SqlSessions;
import redpacket.common.id.NumberGenerator;
import redpacket.common.id.UserId;

/**
 * The table {@code audit_log} of a schema.
 *
 * <p>INVARIANT: the entry is committed before its change is made. So no change lacks an entry, and an entry may stand
 * for a change that failed.
 */
public final class AuditLog {
    private static final int EXPIRED_PER_ENTRY = 100;

    private final SqlSessions sessions;
    private final NumberGenerator numbers;
    private final Clock clock;
    private final Duration keepFor;

    /** @param keepFor older entries are deleted, some with each new entry */
    public AuditLog(MemberGroup group, NumberGenerator numbers, Clock clock, Duration keepFor) {
        this.sessions = new SqlSessions(group.primary(), AuditMapper.class);
        this.numbers = numbers;
        this.clock = clock;
        this.keepFor = keepFor;
    }

    /** Throws where the entry cannot be stored: the change is then not made. */
    public void record(
            UserId operator, AuditAction action, String subject, @Nullable String detail, @Nullable String reason) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        sessions.writeRetrying(session -> {
            AuditMapper mapper = session.getMapper(AuditMapper.class);
            numbers.advancePast(mapper.last());
            AuditEntry entry = new AuditEntry(numbers.next(), operator.value(), action, subject, detail, reason, now);
            mapper.expire(NumberGenerator.firstAt(now.minus(keepFor)), EXPIRED_PER_ENTRY);
            return mapper.insert(entry);
        });
    }

    /** The newest entries before this one, newest first. */
    public List<AuditEntry> before(long entryId, int limit) {
        return sessions.read(session -> session.getMapper(AuditMapper.class).before(entryId, limit));
    }

    @Mapper
    interface AuditMapper {
        @Select("SELECT COALESCE(MAX(entry_id), 0) FROM audit_log")
        long last();

        @Insert("INSERT INTO audit_log (entry_id, operator_id, action, subject, detail, reason, at) VALUES"
                + " (#{entryId}, #{operatorId}, #{action}, #{subject}, #{detail}, #{reason}, #{at})")
        int insert(AuditEntry entry);

        /** An entry's id begins with its time. */
        @Delete("DELETE FROM audit_log WHERE entry_id < #{before} ORDER BY entry_id LIMIT #{limit}")
        int expire(@Param("before") long before, @Param("limit") int limit);

        @Select("SELECT entry_id, operator_id, action, subject, detail, reason, at FROM audit_log"
                + " WHERE entry_id < #{before} ORDER BY entry_id DESC LIMIT #{limit}")
        List<AuditEntry> before(@Param("before") long before, @Param("limit") int limit);
    }
}
