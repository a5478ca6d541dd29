package redpacket.packet.allocate;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Mapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.session.SqlSession;
import redpacket.common.database.DatabaseFailure;
import redpacket.common.database.SqlSessions;
import redpacket.common.event.PacketEvent;
import redpacket.common.event.PacketEventJson;
import redpacket.common.id.NumberGenerator;
import redpacket.common.id.PacketId;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.id.SetId;
import redpacket.common.id.UserId;
import redpacket.common.outbox.OutboxMapper;
import redpacket.common.outbox.OutboxRow;
import redpacket.packet.set.PacketSet;
import redpacket.packet.set.PacketSets;

/** Grants on the primaries of the sets. */
final class MyBatisGrants implements Grants {
    private static final int TRIES_MAX = 3;

    private final Map<SetId, SqlSessions> sessions = new HashMap<>();
    private final PacketIdCodec codec;
    private final NumberGenerator numbers;

    MyBatisGrants(PacketSets sets, PacketIdCodec codec, NumberGenerator numbers) {
        for (PacketSet set : sets.all()) {
            sessions.put(set.id(), new SqlSessions(set.group().primary(), GrantMapper.class, OutboxMapper.class));
        }
        this.codec = codec;
        this.numbers = numbers;
    }

    @Override
    public void grant(Prizes.Grant grant) {
        SetId set = new SetId(grant.win().setId());
        for (int tries = 1; ; tries++) {
            try {
                on(set).writeRetrying(session -> grant(session, grant));
                return;
            } catch (RuntimeException e) {
                if (DatabaseFailure.of(e) != DatabaseFailure.DUPLICATE_KEY || tries == TRIES_MAX) {
                    throw e;
                }
                // Granted by another meanwhile, or the event's number is one of a past life.
                numbers.advancePast(numbers.next());
            }
        }
    }

    private int grant(SqlSession session, Prizes.Grant grant) {
        GrantMapper mapper = session.getMapper(GrantMapper.class);
        Prizes.Win win = grant.win();
        if (mapper.granted(win.packetId(), win.prizeId()) > 0) {
            return 0;
        }
        mapper.insertPrize(win);
        mapper.insertAudience(win.packetId(), win.userId());
        SetId set = new SetId(win.setId());
        PacketEvent event = new PacketEvent.PrizeWon(
                codec.encode(new PacketId(set, win.packetId())),
                grant.sponsorId(),
                win.wonAt(),
                win.traceId(),
                win.userId(),
                codec.encode(new PacketId(set, win.prizeId())),
                Long.toString(win.campaignId()),
                grant.sponsor());
        session.getMapper(OutboxMapper.class)
                .insert(new OutboxRow(numbers.next(), event.eventKey(), PacketEventJson.write(event), win.wonAt()));
        return 1;
    }

    @Override
    public boolean share(PacketId packet, UserId winner, Collection<UserId> users) {
        return on(packet.set()).writeRetrying(session -> {
            GrantMapper mapper = session.getMapper(GrantMapper.class);
            if (mapper.seedsWon(packet.number(), winner.value()) == 0) {
                return false;
            }
            users.forEach(user -> mapper.insertAudience(packet.number(), user.value()));
            return true;
        });
    }

    private SqlSessions on(SetId set) {
        SqlSessions database = sessions.get(set);
        if (database == null) {
            throw new IllegalStateException("set " + set + " is not configured here; see redpacket.sets");
        }
        return database;
    }

    @Mapper
    interface GrantMapper {
        @Select("SELECT COUNT(*) FROM packet_prizes WHERE packet_id = #{packet} AND prize_id = #{prize}")
        int granted(@Param("packet") long packet, @Param("prize") long prize);

        @Insert("INSERT INTO packet_prizes (packet_id, prize_id, user_id, amount_fen, won_at)"
                + " VALUES (#{packetId}, #{prizeId}, #{userId}, #{amountFen}, #{wonAt})")
        void insertPrize(Prizes.Win win);

        /** A seed's amounts are drawn. */
        @Select("SELECT COUNT(*) FROM packet_prizes WHERE packet_id = #{packet} AND user_id = #{user}"
                + " AND amount_fen IS NULL")
        int seedsWon(@Param("packet") long packet, @Param("user") long user);

        @Insert("INSERT IGNORE INTO packet_audience (packet_id, user_id) VALUES (#{packet}, #{user})")
        int insertAudience(@Param("packet") long packet, @Param("user") long user);
    }
}
