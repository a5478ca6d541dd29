package redpacket.grab.lane;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redpacket.common.event.PacketEvent;
import redpacket.common.event.PacketEventJson;
import redpacket.common.id.NumberGenerator;
import redpacket.common.id.PacketId;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.outbox.EventBundle;
import redpacket.common.outbox.OutboxRow;
import redpacket.grab.ended.EndedPackets;
import redpacket.grab.model.LogEntry;
import redpacket.grab.model.PacketChanges;
import redpacket.grab.model.PacketKind;
import redpacket.grab.model.PacketMemory;
import redpacket.grab.model.PacketTerms;
import redpacket.grab.model.Share;

/** The events of a lane's transactions, and the ended packets that it writes to the set's Redis. */
final class LaneEvents {
    private final PacketIdCodec codec;
    private final NumberGenerator numbers;
    private final EndedPackets endedPackets;
    private final Runnable wakeRelay;

    LaneEvents(PacketIdCodec codec, NumberGenerator numbers, EndedPackets endedPackets, Runnable wakeRelay) {
        this.codec = codec;
        this.numbers = numbers;
        this.endedPackets = endedPackets;
        this.wakeRelay = wakeRelay;
    }

    /** The rows that promise these events. */
    List<OutboxRow> rows(List<EventBundle.Event> promised, Instant now) {
        return EventBundle.rows(promised, numbers::next, now);
    }

    /** Adds the events of a packet's new entries. */
    void of(PacketChanges changes, List<EventBundle.Event> promised) {
        if (changes.newEntries().isEmpty()) {
            return;
        }
        PacketTerms terms = changes.memory().terms();
        String packetId = codec.encode(terms.packet());
        String campaign = terms.campaignId() == null ? null : terms.campaignId().toString();
        for (LogEntry entry : changes.newEntries()) {
            PacketEvent event = entry.isClosing()
                    ? new PacketEvent.Closed(
                            packetId,
                            terms.senderId(),
                            entry.at(),
                            entry.traceId(),
                            entry.amountFen(),
                            entry.sequence() - 1,
                            terms.totalFen() - entry.amountFen(),
                            campaign)
                    : new PacketEvent.Opened(
                            packetId,
                            terms.senderId(),
                            entry.at(),
                            entry.traceId(),
                            entry.userId(),
                            entry.sequence(),
                            entry.amountFen(),
                            terms.count() - entry.sequence(),
                            campaign,
                            prizeId(changes, entry));
            promised.add(promise(event));
        }
        LogEntry last = changes.newEntries().getLast();
        // The sponsor of a campaign is told of the campaign as a whole.
        if (changes.ends() && !last.isClosing() && campaign == null) {
            promised.add(promise(new PacketEvent.Finished(
                    packetId,
                    terms.senderId(),
                    last.at(),
                    last.traceId(),
                    terms.count(),
                    terms.totalFen(),
                    luckiest(changes))));
        }
    }

    private @Nullable String prizeId(PacketChanges changes, LogEntry entry) {
        Long prize = changes.prizeOf(entry);
        return prize == null
                ? null
                : codec.encode(new PacketId(changes.memory().terms().packet().set(), prize));
    }

    private static EventBundle.Event promise(PacketEvent event) {
        return new EventBundle.Event(event.eventKey(), PacketEventJson.write(event));
    }

    /** The user with the largest share; the first wins a tie. Null for a kind other than LUCKY. */
    private static @Nullable Long luckiest(PacketChanges changes) {
        if (changes.memory().terms().kind() != PacketKind.LUCKY) {
            return null;
        }
        long bestUser = 0;
        long bestFen = -1;
        int bestSequence = Integer.MAX_VALUE;
        for (Map.Entry<Long, Share> share : changes.memory().shares().entrySet()) {
            long fen = share.getValue().amountFen();
            int sequence = share.getValue().sequence();
            if (fen > bestFen || (fen == bestFen && sequence < bestSequence)) {
                bestUser = share.getKey();
                bestFen = fen;
                bestSequence = sequence;
            }
        }
        for (LogEntry entry : changes.newEntries()) {
            if (entry.amountFen() > bestFen) {
                bestUser = entry.userId();
                bestFen = entry.amountFen();
            }
        }
        return bestUser;
    }

    void ended(PacketMemory memory) {
        endedPackets.remember(memory);
    }

    void wake() {
        wakeRelay.run();
    }
}
