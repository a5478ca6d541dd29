package redpacket.account.desk;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import redpacket.account.model.LedgerCommand.TopUp;
import redpacket.account.model.LedgerCommand.Withdrawal;
import redpacket.account.model.LedgerRows.EntryRow;
import redpacket.account.shard.Shard;
import redpacket.account.shard.Shards;
import redpacket.common.audit.AuditAction;
import redpacket.common.audit.AuditLog;
import redpacket.common.database.SqlSessions;
import redpacket.common.id.PacketId;
import redpacket.common.id.UserId;
import redpacket.common.problem.Problem;

/** Reads the ledger for operators, on the primaries, and freezes wallets. */
@Component
final class UserDesk {
    /** More than the opens, the price and the rest of the largest packet. */
    private static final int ROWS_OF_PACKET_MAX = 1_100;

    private static final int SHOWN_MAX = 20;

    private final Shards shards;
    private final AuditLog audit;
    private final Clock clock;

    UserDesk(Shards shards, AuditLog audit, Clock clock) {
        this.shards = shards;
        this.audit = audit;
        this.clock = clock;
    }

    UserView user(UserId user) {
        return of(
                user,
                mapper -> new UserView(
                        mapper.wallet(user.value()),
                        mapper.entries(user.value(), SHOWN_MAX),
                        mapper.packets(user.value(), SHOWN_MAX)));
    }

    Optional<DeskMapper.Transfer> key(UserId user, String key) {
        return of(user, mapper -> mapper.ofKey(user.value(), key, TopUp.idOf(user, key), Withdrawal.idOf(user, key)));
    }

    /** The rows of every shard. */
    List<EntryRow> entriesOf(PacketId packet) {
        return shards.all().stream()
                .flatMap(shard ->
                        read(
                                shard,
                                mapper -> mapper.ofPacket(packet.set().value(), packet.number(), ROWS_OF_PACKET_MAX))
                                .stream())
                .toList();
    }

    void freeze(UserId operator, UserId user, String reason) {
        audit.record(operator, AuditAction.USER_STATE, user.toString(), "FROZEN", reason);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        sessions(shards.of(user))
                .writeRetrying(session ->
                        session.getMapper(DeskMapper.class).freeze(user.value(), reason, operator.value(), now));
    }

    /** 409 while the balance is not the sum of the entries. */
    void unfreeze(UserId operator, UserId user, @Nullable String reason) {
        if (!of(user, mapper -> mapper.addsUp(user.value()))) {
            throw Problem.of(
                    409, "WALLET_DIFFERS", "The balance is not the sum of its entries; the wallet stays frozen.");
        }
        audit.record(operator, AuditAction.USER_STATE, user.toString(), "ACTIVE", reason);
        sessions(shards.of(user))
                .writeRetrying(session -> session.getMapper(DeskMapper.class).unfreeze(user.value()));
    }

    private <T> T of(UserId user, Function<DeskMapper, T> work) {
        return read(shards.of(user), work);
    }

    private static <T> T read(Shard shard, Function<DeskMapper, T> work) {
        return sessions(shard).readSnapshot(session -> work.apply(session.getMapper(DeskMapper.class)));
    }

    private static SqlSessions sessions(Shard shard) {
        return new SqlSessions(shard.group().primary(), DeskMapper.class);
    }

    /** The wallet is empty for a user who was never seen. */
    record UserView(Optional<DeskMapper.Wallet> wallet, List<EntryRow> entries, List<EntryRow> packets) {}
}
