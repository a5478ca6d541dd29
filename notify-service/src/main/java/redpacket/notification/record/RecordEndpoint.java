package redpacket.notification.record;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import redpacket.common.database.SqlSessions;
import redpacket.common.id.UserId;
import redpacket.common.problem.Problem;
import redpacket.common.web.Paging;
import redpacket.notification.model.TimeKey;
import redpacket.notification.store.PeopleStore;

/** The records of a user: packets sent and received. They are read from a replica; asOf says what is in it. */
@RestController
final class RecordEndpoint {
    private final SqlSessions readable;
    private final WatchProgress progress;
    private final Clock clock;
    private final ZoneId zone;

    RecordEndpoint(PeopleStore store, WatchProgress progress, RecordSettings settings, Clock clock) {
        this.readable = new SqlSessions(store.group().readable(), RecordMapper.class);
        this.progress = progress;
        this.clock = clock;
        this.zone = settings.zone();
    }

    @GetMapping("/v1/packets/sent")
    ListAnswer<SentPacket> sent(UserId user, Paging paging) {
        Instant asOf = progress.asOf().orElse(null);
        Instant now = clock.instant();
        List<RecordMapper.SentRow> rows = readable.read(session ->
                session.getMapper(RecordMapper.class).sentBy(user.value(), paging.before(), paging.rowsToRead()));
        return ListAnswer.of(
                paging.page(rows, RecordMapper.SentRow::timeKey).map(row -> SentPacket.of(row, now)), asOf);
    }

    @GetMapping("/v1/packets/received")
    ListAnswer<ReceivedPacket> received(UserId user, Paging paging) {
        Instant asOf = progress.asOf().orElse(null);
        List<RecordMapper.ReceivedRow> rows = readable.read(session ->
                session.getMapper(RecordMapper.class).receivedBy(user.value(), paging.before(), paging.rowsToRead()));
        return ListAnswer.of(
                paging.page(rows, RecordMapper.ReceivedRow::timeKey)
                        .map(row -> new ReceivedPacket(
                                row.packetId(), Long.toString(row.senderId()), row.amountFen(), row.openedAt())),
                asOf);
    }

    /** The sums of a year of the zone in the settings; of the current one where none is given. */
    @GetMapping("/v1/packets/statistics")
    Statistics statistics(UserId user, @RequestParam(name = "year", required = false) @Nullable String text) {
        int year = text == null ? LocalDate.ofInstant(clock.instant(), zone).getYear() : yearOf(text);
        Instant from = startOf(year);
        Instant to = startOf(year + 1);
        Instant asOf = progress.asOf().orElse(null);
        return readable.readSnapshot(session -> {
            RecordMapper mapper = session.getMapper(RecordMapper.class);
            var sent = mapper.sumSent(user.value(), TimeKey.first(from), TimeKey.first(to));
            var received = mapper.sumReceived(user.value(), TimeKey.first(from), TimeKey.first(to));
            return new Statistics(
                    year,
                    zone.getId(),
                    sent.packets(),
                    sent.fen(),
                    received.packets(),
                    received.fen(),
                    mapper.countLuckiest(user.value(), from, to),
                    asOf);
        });
    }

    private static int yearOf(String text) {
        if (!text.matches("20[0-9]{2}")) {
            throw Problem.invalid("INVALID_YEAR", "year is from 2000 to 2099.");
        }
        return Integer.parseInt(text);
    }

    private Instant startOf(int year) {
        return Year.of(year).atDay(1).atStartOfDay(zone).toInstant();
    }

    record ReceivedPacket(String packetId, String senderId, long amountFen, Instant openedAt) {}

    /** The list contains every event published before asOf. asOf is absent until it is known. */
    record ListAnswer<T>(
            List<T> items,
            @Nullable String nextCursor,
            @Nullable Instant asOf) {
        static <T> ListAnswer<T> of(Paging.Page<T> page, @Nullable Instant asOf) {
            return new ListAnswer<>(page.items(), page.nextCursor(), asOf);
        }
    }

    record Statistics(
            int year,
            String zone,
            long sentCount,
            long sentFen,
            long receivedCount,
            long receivedFen,
            long luckiestCount,
            @Nullable Instant asOf) {}
}
