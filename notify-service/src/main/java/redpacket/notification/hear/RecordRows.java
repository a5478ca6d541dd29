package redpacket.notification.hear;

import java.util.Comparator;
import java.util.List;
import org.apache.ibatis.session.SqlSession;
import redpacket.common.database.InsertRows;
import redpacket.common.event.PacketEvent;
import redpacket.notification.model.Ending;
import redpacket.notification.model.TimeKey;

/** What a batch of events adds to the records: each insert has the same effect however often, and in whatever order, it comes. */
final class RecordRows {
    private final InsertRows sent = new InsertRows(
            "sent_packets (sender_id, packet_id, time_key, kind, total_fen, share_count, created_at, expires_at)",
            "ON DUPLICATE KEY UPDATE time_key = VALUES(time_key), kind = VALUES(kind), total_fen = VALUES(total_fen),"
                    + " share_count = VALUES(share_count), created_at = VALUES(created_at),"
                    + " expires_at = VALUES(expires_at)");
    /** Also before the packet was heard of. */
    private final InsertRows ended = new InsertRows(
            "sent_packets (sender_id, packet_id, time_key, opened_count, opened_fen, ending)",
            "ON DUPLICATE KEY UPDATE opened_count = VALUES(opened_count), opened_fen = VALUES(opened_fen),"
                    + " ending = VALUES(ending)");

    private final InsertRows received = new InsertRows(
            "received_packets (user_id, packet_id, time_key, sender_id, amount_fen, opened_at)",
            "ON DUPLICATE KEY UPDATE amount_fen = received_packets.amount_fen");
    private final InsertRows luckiest = new InsertRows(
            "luckiest_packets (user_id, packet_id, finished_at)",
            "ON DUPLICATE KEY UPDATE finished_at = luckiest_packets.finished_at");

    private RecordRows() {}

    static RecordRows of(List<PacketEvent> events) {
        RecordRows rows = new RecordRows();
        // In one order, so that two transactions never wait for each other's keys.
        events.stream()
                .sorted(Comparator.comparingLong(PacketEvent::eventKey).thenComparing(PacketEvent::packetId))
                .forEach(rows::add);
        return rows;
    }

    private void add(PacketEvent event) {
        long timeKey = TimeKey.of(event.at(), event.packetId());
        switch (event) {
            case PacketEvent.Sent it ->
                sent.row(
                        it.senderId(),
                        it.packetId(),
                        timeKey,
                        it.kind(),
                        it.totalFen(),
                        it.count(),
                        it.at(),
                        it.expiresAt());
            case PacketEvent.Opened it ->
                received.row(it.userId(), it.packetId(), timeKey, it.senderId(), it.amountFen(), it.at());
            case PacketEvent.Finished it -> {
                ended.row(
                        it.senderId(),
                        it.packetId(),
                        timeKey,
                        it.openedCount(),
                        it.openedFen(),
                        Ending.FINISHED.name());
                Long user = it.luckiestUserId();
                if (user != null) {
                    luckiest.row(user, it.packetId(), it.at());
                }
            }
            // A prize that was won and not yet opened is nothing received.
            case PacketEvent.PrizeWon ignored -> {}
            case PacketEvent.Closed it -> {
                // A campaign's packets are no packets that its sponsor sent.
                if (it.campaignId() == null) {
                    ended.row(
                            it.senderId(),
                            it.packetId(),
                            timeKey,
                            it.openedCount(),
                            it.openedFen(),
                            Ending.REFUNDED.name());
                }
            }
        }
    }

    /** In the caller's transaction. */
    void write(SqlSession session) {
        for (InsertRows rows : List.of(sent, ended, received, luckiest)) {
            rows.run(session.getConnection());
        }
    }
}
