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
import redpacket.grab.model.PacketKind;
import redpacket.grab.model.PacketMemory;
import redpacket.grab.model.PacketTerms;
import redpacket.grab.model.PacketTurn;
import redpacket.grab.model.Share;

/** What a lane tells the world: events in its transactions, and ended packets to the set's Redis. */
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

    /** Adds the events of a turn's new entries. */
    void of(PacketTurn turn, List<EventBundle.Event> promised) {
        if (turn.newEntries().isEmpty()) {
            return;
        }
        PacketTerms terms = turn.memory().terms();
        String packetId = codec.encode(terms.packet());
        String campaign = terms.campaignId() == null ? null : terms.campaignId().toString();
        for (LogEntry entry : turn.newEntries()) {
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
                            prizeId(turn, entry));
            promised.add(promise(event));
        }
        LogEntry last = turn.newEntries().getLast();
        // A campaign tells its sponsor as a whole.
        if (turn.ends() && !last.isClosing() && campaign == null) {
            promised.add(promise(new PacketEvent.Finished(
                    packetId,
                    terms.senderId(),
                    last.at(),
                    last.traceId(),
                    terms.count(),
                    terms.totalFen(),
                    luckiest(turn))));
        }
    }

    private @Nullable String prizeId(PacketTurn turn, LogEntry entry) {
        Long prize = turn.prizeOf(entry);
        return prize == null
                ? null
                : codec.encode(new PacketId(turn.memory().terms().packet().set(), prize));
    }

    private static EventBundle.Event promise(PacketEvent event) {
        return new EventBundle.Event(event.eventKey(), PacketEventJson.write(event));
    }

    /** Of the largest share; the first wins a tie. Null where shares are no matter of luck. */
    private static @Nullable Long luckiest(PacketTurn turn) {
        if (turn.memory().terms().kind() != PacketKind.LUCKY) {
            return null;
        }
        long bestUser = 0;
        long bestFen = -1;
        int bestSequence = Integer.MAX_VALUE;
        for (Map.Entry<Long, Share> share : turn.memory().shares().entrySet()) {
            long fen = share.getValue().amountFen();
            int sequence = share.getValue().sequence();
            if (fen > bestFen || (fen == bestFen && sequence < bestSequence)) {
                bestUser = share.getKey();
                bestFen = fen;
                bestSequence = sequence;
            }
        }
        for (LogEntry entry : turn.newEntries()) {
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
