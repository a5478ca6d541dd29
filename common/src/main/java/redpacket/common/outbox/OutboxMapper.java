package redpacket.common.outbox;

import java.util.Collection;
import java.util.List;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.jspecify.annotations.Nullable;

/**
 * The outbox of a schema. Rows are inserted in the transaction of the change that they tell of. A schema whose events
 * go to several topics has a table for each, of the same columns; its name comes from {@link OutboxSettings}.
 */
@Mapper
public interface OutboxMapper {
    int DEPTH_MAX = 10_000;

    @Insert("INSERT INTO outbox (id, event_key, payload, created_at)"
            + " VALUES (#{id}, #{eventKey}, #{payload}, #{createdAt})")
    void insert(OutboxRow row);

    @Select({
        "<script>SELECT id, event_key, payload, created_at FROM ${table}",
        "WHERE id > #{above}",
        "<foreach collection='except' item='id' open='AND id NOT IN (' separator=',' close=')'>#{id}</foreach>",
        "ORDER BY id LIMIT #{limit}</script>"
    })
    List<OutboxRow> lowest(
            @Param("table") String table,
            @Param("above") long above,
            @Param("except") Collection<Long> except,
            @Param("limit") int limit);

    @Delete({
        "<script>DELETE FROM ${table} WHERE id IN",
        "<foreach collection='ids' item='id' open='(' separator=',' close=')'>#{id}</foreach></script>"
    })
    int delete(@Param("table") String table, @Param("ids") List<Long> ids);

    /** Reads a bounded number of rows, however many there are. */
    @Select("SELECT (SELECT COUNT(*) FROM (SELECT 1 FROM ${table} LIMIT " + DEPTH_MAX + ") waiting) AS row_count,"
            + " (SELECT TIMESTAMPDIFF(MICROSECOND, created_at, UTC_TIMESTAMP(3)) FROM ${table} ORDER BY id LIMIT 1)"
            + " AS oldest_micros")
    Depth depth(@Param("table") String table);

    /** Rows that wait, {@value #DEPTH_MAX} for more as well; oldestMicros is null when none waits. */
    record Depth(long rowCount, @Nullable Long oldestMicros) {}
}
