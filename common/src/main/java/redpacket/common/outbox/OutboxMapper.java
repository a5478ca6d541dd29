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
 * The outbox of a schema. Rows are inserted in the transaction of the change that they tell of. A schema whose events go
 * to several topics has a table for each, of the same columns; its name comes from {@link OutboxSettings}.
 */
@Mapper
public interface OutboxMapper {
    @Insert("INSERT INTO outbox (id, event_key, payload, created_at)"
            + " VALUES (#{id}, #{eventKey}, #{payload}, #{createdAt})")
    void insert(OutboxRow row);

    @Select({
        "<script>SELECT id, event_key, payload, created_at FROM ${table}",
        "<foreach collection='except' item='id' open='WHERE id NOT IN (' separator=',' close=')'>#{id}</foreach>",
        "ORDER BY id LIMIT #{limit}</script>"
    })
    List<OutboxRow> lowest(
            @Param("table") String table, @Param("except") Collection<Long> except, @Param("limit") int limit);

    @Delete({
        "<script>DELETE FROM ${table} WHERE id IN",
        "<foreach collection='ids' item='id' open='(' separator=',' close=')'>#{id}</foreach></script>"
    })
    int delete(@Param("table") String table, @Param("ids") List<Long> ids);

    @Select(
            "SELECT COUNT(*) AS row_count, TIMESTAMPDIFF(MICROSECOND, MIN(created_at), UTC_TIMESTAMP(3)) AS oldest_micros"
                    + " FROM ${table}")
    Depth depth(@Param("table") String table);

    /** How much waits; oldestMicros is null when nothing does. */
    record Depth(long rowCount, @Nullable Long oldestMicros) {}
}
