package redpacket.packet.refund;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.consume.TopicCopies;
import redpacket.common.database.SqlSessions;
import redpacket.common.event.RefundNotice;
import redpacket.common.id.PacketId;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.id.SetId;

/** Marks the refunded packets of one set, and skips those of other sets. A second time changes nothing. */
final class MarkRefunds implements TopicCopies {
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

    @Override
    public void write(Iterable<ConsumerRecord<String, String>> records) {
        List<Refunded> own = new ArrayList<>();
        for (ConsumerRecord<String, String> record : records) {
            RefundNotice.read(String.valueOf(record.value()))
                    .ifPresentOrElse(
                            notice -> codec.decode(notice.packetId())
                                    .filter(packet -> packet.set().equals(set))
                                    .map(PacketId::number)
                                    .ifPresent(number -> own.add(new Refunded(number, notice.at()))),
                            () -> LOG.error("a refund notice at offset {} cannot be read", record.offset()));
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
