package redpacket.grab.lane;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import redpacket.common.event.PacketEvent;
import redpacket.common.event.PacketEventJson;
import redpacket.common.outbox.EventBundle;
import redpacket.common.outbox.OutboxRow;

/**
 * Wallets and escrow as account-service keeps them from events: in any order, some of them twice because a relay died
 * between Kafka's acknowledgement and its own delete, each applied once by its id.
 */
final class FakeLedger {
    private final Map<String, Long> takenFromEscrowFen = new HashMap<>();
    private final Map<Long, Long> walletFen = new HashMap<>();
    private final Set<String> applied = new HashSet<>();
    private final Flaw flaw;

    FakeLedger(Flaw flaw) {
        this.flaw = flaw;
    }

    void deliver(List<OutboxRow> outbox, Random random) {
        List<EventBundle.Event> events =
                outbox.stream().flatMap(row -> EventBundle.events(row).stream()).toList();
        List<EventBundle.Event> records = new ArrayList<>(events);
        for (EventBundle.Event event : events) {
            if (random.nextInt(4) == 0) {
                records.add(event);
            }
        }
        Collections.shuffle(records, random);
        records.forEach(event -> apply(PacketEventJson.read(event.payload())));
    }

    private void apply(PacketEvent event) {
        boolean first = applied.add(event.eventId());
        if (!first && flaw != Flaw.CONSUMES_WITHOUT_DEDUPE) {
            return;
        }
        if (event instanceof PacketEvent.Opened opened) {
            move(opened.packetId(), opened.userId(), opened.amountFen());
        } else if (event instanceof PacketEvent.Closed closed) {
            move(closed.packetId(), closed.senderId(), closed.refundFen());
        }
    }

    private void move(String packet, long user, long amountFen) {
        takenFromEscrowFen.merge(packet, amountFen, Long::sum);
        walletFen.merge(user, amountFen, Long::sum);
    }

    long takenFromEscrowFen(String packet) {
        return takenFromEscrowFen.getOrDefault(packet, 0L);
    }

    long walletFen(long user) {
        return walletFen.getOrDefault(user, 0L);
    }
}
