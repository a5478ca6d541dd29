package redpacket.account.wallet;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import redpacket.account.model.LedgerRows.PayoutState;
import redpacket.account.model.TransferKind;
import redpacket.account.shard.Shard;
import redpacket.account.shard.Shards;
import redpacket.common.database.SqlSessions;
import redpacket.common.id.PacketId;
import redpacket.common.id.PacketIdCodec;
import redpacket.common.id.SetId;
import redpacket.common.id.UserId;
import redpacket.common.problem.Problem;
import redpacket.common.web.Headers;
import redpacket.common.web.IdempotencyKey;
import redpacket.common.web.Paging;

@RestController
@RequestMapping("/v1/wallet")
final class WalletEndpoint {
    private final Shards shards;
    private final MoveMoney moveMoney;
    private final PacketIdCodec codec;
    private final Clock clock;
    private final Map<Integer, SqlSessions> sessions;

    WalletEndpoint(Shards shards, MoveMoney moveMoney, PacketIdCodec codec, Clock clock) {
        this.shards = shards;
        this.moveMoney = moveMoney;
        this.codec = codec;
        this.clock = clock;
        // The primary, so that a user sees a top-up at once.
        this.sessions = shards.all().stream()
                .collect(Collectors.toMap(
                        Shard::number, shard -> new SqlSessions(shard.group().primary(), WalletQueries.class)));
    }

    @GetMapping
    WalletAnswer wallet(UserId user) {
        return of(user).read(session -> session.getMapper(WalletQueries.class).balance(user.value()))
                .map(balance -> new WalletAnswer(user.toString(), balance.balanceFen(), balance.updatedAt()))
                .orElseGet(() ->
                        new WalletAnswer(user.toString(), 0, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    }

    @PostMapping("/top-ups")
    @ResponseStatus(HttpStatus.CREATED)
    TopUpAnswer topUp(
            UserId user,
            @RequestHeader(name = Headers.IDEMPOTENCY_KEY, required = false) @Nullable String key,
            @RequestBody AmountRequest request) {
        MoveMoney.Moved moved = moveMoney.topUp(user, request.amount(), IdempotencyKey.from(key));
        return new TopUpAnswer(moved.transferId(), moved.balanceFen());
    }

    @PostMapping("/withdrawals")
    @ResponseStatus(HttpStatus.CREATED)
    WithdrawalAnswer withdraw(
            UserId user,
            @RequestHeader(name = Headers.IDEMPOTENCY_KEY, required = false) @Nullable String key,
            @RequestBody AmountRequest request) {
        MoveMoney.Moved moved = moveMoney.withdraw(user, request.withdrawn(), IdempotencyKey.from(key));
        return new WithdrawalAnswer(moved.transferId(), moved.balanceFen());
    }

    /** 404 for an unknown withdrawal and for another user's. */
    @GetMapping("/withdrawals/{withdrawalId}")
    WithdrawalState withdrawal(UserId user, @PathVariable("withdrawalId") String withdrawalId) {
        return of(user).read(session -> session.getMapper(WalletQueries.class).withdrawal(user.value(), withdrawalId))
                .map(found -> new WithdrawalState(withdrawalId, found.amountFen(), found.state(), found.at()))
                .orElseThrow(Problem::notFound);
    }

    /** A page of entries: as CSV where the client prefers that, else as JSON. */
    @GetMapping("/entries")
    ResponseEntity<Object> entries(
            UserId user,
            Paging paging,
            HttpServletRequest request,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept,
            @RequestParam(name = "kind", required = false) @Nullable String kind,
            @RequestParam(name = "from", required = false) @Nullable String from,
            @RequestParam(name = "to", required = false) @Nullable String to) {
        EntriesFilter filter = EntriesFilter.of(kind, from, to);
        Paging.Page<EntryAnswer> page = paging.page(
                        of(user).read(session -> session.getMapper(WalletQueries.class)
                                .entries(user.value(), paging.before(), filter, paging.rowsToRead())),
                        WalletQueries.Entry::entryId)
                .map(this::answer);
        if (!EntriesCsv.isPreferred(accept)) {
            return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(page);
        }
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().contentType(EntriesCsv.MEDIA_TYPE);
        if (page.nextCursor() != null) {
            answer.header(HttpHeaders.LINK, EntriesCsv.link(request.getQueryString(), page.nextCursor()));
        }
        return answer.body(EntriesCsv.of(page.items()));
    }

    private SqlSessions of(UserId user) {
        SqlSessions found = sessions.get(shards.of(user).number());
        if (found == null) {
            throw new IllegalStateException("no shard of user " + user);
        }
        return found;
    }

    private EntryAnswer answer(WalletQueries.Entry entry) {
        Integer set = entry.packetSet();
        Long number = entry.packetNumber();
        return new EntryAnswer(
                Long.toString(entry.entryId()),
                entry.kind(),
                entry.amountFen(),
                entry.balanceAfterFen(),
                set == null || number == null ? null : codec.encode(new PacketId(new SetId(set), number)),
                entry.at());
    }

    record WalletAnswer(String userId, long balanceFen, Instant updatedAt) {}

    record TopUpAnswer(String topUpId, long balanceFen) {}

    record WithdrawalAnswer(String withdrawalId, long balanceFen) {}

    record WithdrawalState(String withdrawalId, long amountFen, PayoutState state, Instant at) {}

    record EntryAnswer(
            String entryId,
            TransferKind kind,
            long amountFen,
            long balanceAfterFen,
            @Nullable String packetId,
            Instant at) {}
}
