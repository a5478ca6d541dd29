package redpacket.packet.refund;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.database.SqlSessions;
import redpacket.common.event.RefundNotice;
import redpacket.common.id.PacketId;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.id.SetId;

/** Marks the packets of one set; a second time changes nothing. */
final class MarkRefunds {
    private static final Logger LOG = LoggerFactory.getLogger(MarkRefunds.class);

    private final SetId set;
    private final SqlSessions sessions;
    private final PacketIdCodec codec;

    MarkRefunds(SetId set, SqlSessions sessions, PacketIdCodec codec) {
        this.set = set;
        this.sessions = sessions;
        this.codec = codec;
    }

    private record Refunded(long number, Instant at) {}

    /** Throws when the set cannot be written; the same notices come again. Notices of other sets are passed over. */
    void mark(List<String> notices) {
        List<Refunded> own = new ArrayList<>();
        for (String text : notices) {
            RefundNotice.read(text)
                    .ifPresentOrElse(
                            notice -> codec.decode(notice.packetId())
                                    .filter(packet -> packet.set().equals(set))
                                    .map(PacketId::number)
                                    .ifPresent(number -> own.add(new Refunded(number, notice.at()))),
                            () -> LOG.error("a refund notice cannot be read and is passed over"));
        }
        if (!own.isEmpty()) {
            sessions.writeBatch(session -> {
                RefundMapper mapper = session.getMapper(RefundMapper.class);
                own.forEach(refund -> mapper.refunded(refund.number(), refund.at()));
                return own.size();
            });
        }
    }
}
