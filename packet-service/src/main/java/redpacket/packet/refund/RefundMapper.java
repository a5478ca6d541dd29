package redpacket.packet.refund;

import java.time.Instant;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Update;

/** The one column of a packet that is written after its activation. */
@Mapper
interface RefundMapper {
    @Update("UPDATE packets SET refunded_at = #{at} WHERE packet_id = #{number} AND refunded_at IS NULL")
    void refunded(@Param("number") long number, @Param("at") Instant at);
}
