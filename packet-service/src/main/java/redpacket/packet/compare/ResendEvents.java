package redpacket.packet.compare;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import redpacket.common.database.SqlSessions;
import redpacket.common.event.PacketEvent;
import redpacket.common.event.PacketEventJson;
import redpacket.common.id.NumberGenerator;
import redpacket.common.id.PacketId;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.id.SetId;
import redpacket.common.outbox.OutboxMapper;
import redpacket.common.outbox.OutboxRow;
import redpacket.packet.compare.CompareEndpoint.EntryName;
import redpacket.packet.compare.CompareMapper.EntryRow;
import redpacket.packet.compare.CompareMapper.PacketRow;
import redpacket.packet.set.PacketSet;
import redpacket.packet.set.PacketSets;

/** Makes the events of log entries again, from the log alone, with the ids that they had the first time. */
@Component
final class ResendEvents {
    private static final Logger LOG = LoggerFactory.getLogger(ResendEvents.class);

    private final Map<Integer, SqlSessions> sessions = new HashMap<>();
    private final PacketIdCodec codec;
    private final NumberGenerator numbers;
    private final Clock clock;

    ResendEvents(PacketSets sets, PacketIdCodec codec, NumberGenerator numbers, Clock clock) {
        this.codec = codec;
        this.numbers = numbers;
        this.clock = clock;
        for (PacketSet set : sets.all()) {
            this.sessions.put(
                    set.id().value(), new SqlSessions(set.group().primary(), CompareMapper.class, OutboxMapper.class));
        }
    }

    /** How many of them are in the log, and so in the outbox now. */
    int resend(int setId, List<EntryName> names) {
        Set<EntryName> wanted = new HashSet<>(names);
        List<Long> packets =
                wanted.stream().map(EntryName::packetNumber).distinct().toList();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        int sent = Objects.requireNonNull(sessions.get(setId)).writeRetrying(session -> {
            CompareMapper mapper = session.getMapper(CompareMapper.class);
            OutboxMapper outbox = session.getMapper(OutboxMapper.class);
            Map<Long, PacketRow> rows = mapper.packets(packets).stream()
                    .collect(Collectors.toMap(PacketRow::packetNumber, Function.identity()));
            int events = 0;
            for (EntryRow entry : mapper.entries(packets)) {
                PacketRow packet = rows.get(entry.packetNumber());
                if (packet != null && wanted.contains(new EntryName(entry.packetNumber(), entry.sequence()))) {
                    PacketEvent event = eventOf(setId, packet, entry);
                    outbox.insert(new OutboxRow(numbers.next(), event.eventKey(), PacketEventJson.write(event), now));
                    events++;
                }
            }
            return events;
        });
        LOG.atWarn().addKeyValue("set", setId).addKeyValue("events", sent).log("events are sent once more");
        return sent;
    }

    private PacketEvent eventOf(int setId, PacketRow packet, EntryRow entry) {
        String packetId = codec.encode(new PacketId(new SetId(setId), packet.packetNumber()));
        String campaign =
                packet.campaignId() == null ? null : packet.campaignId().toString();
        String traceId = Objects.requireNonNullElse(entry.traceId(), "");
        return entry.userId() == 0
                ? new PacketEvent.Closed(
                        packetId,
                        packet.senderId(),
                        entry.at(),
                        traceId,
                        entry.amountFen(),
                        entry.sequence() - 1,
                        packet.totalFen() - entry.amountFen(),
                        campaign)
                : new PacketEvent.Opened(
                        packetId,
                        packet.senderId(),
                        entry.at(),
                        traceId,
                        entry.userId(),
                        entry.sequence(),
                        entry.amountFen(),
                        packet.shareCount() - entry.sequence(),
                        campaign,
                        entry.prizeId() == null ? null : codec.encode(new PacketId(new SetId(setId), entry.prizeId())));
    }
}
