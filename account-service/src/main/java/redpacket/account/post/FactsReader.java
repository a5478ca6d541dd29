package redpacket.account.post;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import redpacket.account.model.LedgerCommand;
import redpacket.account.model.LedgerRows.DailyRow;
import redpacket.account.model.LedgerRows.WalletRow;
import redpacket.account.model.ShardFacts;
import redpacket.account.model.ShardFacts.KeyOwner;

/** Reads the rows that a batch of commands touches, in the writer's transaction. */
final class FactsReader {
    private final Clock clock;
    private final ZoneId dayZone;

    FactsReader(Clock clock, ZoneId dayZone) {
        this.clock = clock;
        this.dayZone = dayZone;
    }

    ShardFacts read(ShardRows rows, LedgerMapper mapper, List<LedgerCommand> commands) {
        TreeSet<Long> users = new TreeSet<>();
        TreeSet<Long> senders = new TreeSet<>();
        TreeSet<String> ids = new TreeSet<>();
        Set<KeyOwner> owners = new LinkedHashSet<>();
        for (LedgerCommand command : commands) {
            users.add(command.user().value());
            ids.add(command.transferId());
            switch (command) {
                case LedgerCommand.TopUp topUp -> owners.add(owner(topUp, topUp.key()));
                case LedgerCommand.Withdrawal withdrawal -> owners.add(owner(withdrawal, withdrawal.key()));
                case LedgerCommand.Charge charge -> {
                    owners.add(owner(charge, charge.key()));
                    senders.add(charge.user().value());
                }
                case LedgerCommand.FundCampaign fund -> fund.packets().forEach(price -> ids.add(price.transferId()));
                case LedgerCommand.ReturnWithdrawal returned -> ids.add(returned.withdrawalId());
                case LedgerCommand.VoidCharge ignored -> {}
                case LedgerCommand.Credit ignored -> {}
                case LedgerCommand.Correction ignored -> {}
            }
        }
        // The wallets first: their locks keep everything else of the batch's users as it is.
        Map<Long, WalletRow> wallets = rows.lockWallets(users);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        LocalDate day = LocalDate.ofInstant(now, dayZone);
        return new ShardFacts(
                rows.transfers(ids),
                owners.isEmpty()
                        ? Map.of()
                        : mapper.keys(owners).stream()
                                .collect(Collectors.toMap(
                                        row -> new KeyOwner(row.userId(), row.idempotencyKey()), Function.identity())),
                wallets,
                senders.isEmpty()
                        ? Map.of()
                        : mapper.dailySends(day, senders).stream()
                                .collect(Collectors.toMap(DailyRow::userId, DailyRow::totalFen)),
                mapper.entryIdLast(),
                day,
                now);
    }

    private static KeyOwner owner(LedgerCommand command, String key) {
        return new KeyOwner(command.user().value(), key);
    }
}
