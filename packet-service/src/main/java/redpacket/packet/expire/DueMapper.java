package redpacket.packet.expire;

import java.time.Instant;
import java.util.List;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;

/** Reads the small index of open packets (rule L5). */
@Mapper
interface DueMapper {
    @Select("SELECT expires_at, packet_id FROM open_packets WHERE expires_at >= #{after.expiresAt}"
            + " AND expires_at <= #{now} AND (expires_at > #{after.expiresAt} OR packet_id > #{after.packetId})"
            + " ORDER BY expires_at, packet_id LIMIT #{limit}")
    List<DuePackets.Due> expired(
            @Param("now") Instant now, @Param("after") DuePackets.Due after, @Param("limit") int limit);
}
