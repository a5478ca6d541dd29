package redpacket.account.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redpacket.account.model.LedgerCommand.Charge;
import redpacket.account.model.LedgerCommand.Credit;
import redpacket.account.model.LedgerCommand.ReturnWithdrawal;
import redpacket.account.model.LedgerCommand.TopUp;
import redpacket.account.model.LedgerCommand.VoidCharge;
import redpacket.account.model.LedgerCommand.Withdrawal;
import redpacket.account.model.LedgerRows.Account;
import redpacket.account.model.LedgerRows.EntryRow;
import redpacket.account.model.LedgerRows.KeyRow;
import redpacket.account.model.LedgerRows.TransferRow;
import redpacket.account.model.LedgerRows.WalletRow;
import redpacket.account.model.ShardFacts.KeyOwner;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.common.id.UserId;
import redpacket.common.money.Fen;

/**
 * Random commands of few users, in any order, many of them repeated, in batches of any size. Two writers take turns to
 * lead; each reads, is overtaken or not, and commits. Some commits are lost. Every transfer sums to zero, wallets are
 * the sums of their entries, and a transfer is there once.
 */
class LedgerSimulationTest {
    private static final int COMMANDS = 300;
    private static final Fen DAILY_LIMIT = Fen.of(3_000);
    private static final Instant NOW = Instant.parse("2026-02-16T12:00:00Z");

    /** A safeguard that is left out, to see the checks go red. */
    private enum Flaw {
        NONE,
        /** Both writers commit at any time, and a new wallet is written over one that came meanwhile. */
        NO_EPOCH,
        NO_DEDUPE,
        NO_DEDUPE_AND_NO_UNIQUE_KEY
    }

    static LongStream seeds() {
        String given = System.getProperty("seed");
        return given == null ? LongStream.range(1, 201) : LongStream.of(Long.parseLong(given));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theBooksHoldWhateverComesHoweverOften(long seed) {
        play(seed, Flaw.NONE);
    }

    @Test
    void theTablesRefuseAConsumerThatDoesNotAskWhatItApplied() {
        assertThatThrownBy(() -> play(1, Flaw.NO_DEDUPE))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("before");
    }

    @Test
    void goesRedWithoutDedupeAndWithoutTheUniqueKey() {
        assertThatThrownBy(() -> play(1, Flaw.NO_DEDUPE_AND_NO_UNIQUE_KEY))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("moved once");
    }

    @Test
    void goesRedWithoutTheEpoch() {
        assertThatThrownBy(() -> LongStream.range(1, 201).forEach(seed -> play(seed, Flaw.NO_EPOCH)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("balance");
    }

    private static void play(long seed, Flaw flaw) {
        Random random = new Random(seed);
        Books books = new Books(flaw);
        List<Writer> writers = List.of(new Writer(), new Writer());
        List<LedgerCommand> sent = new ArrayList<>();
        while (sent.size() < COMMANDS) {
            Writer writer = writers.get(random.nextInt(2));
            Writer other = writers.get(writer == writers.get(0) ? 1 : 0);
            if (writer.commands.isEmpty()) {
                if (writer.epoch != books.epoch && flaw != Flaw.NO_EPOCH) {
                    takeOver(writer, other, books, random);
                } else {
                    begin(writer, other, books, commands(random, sent));
                }
            } else {
                commit(seed, writer, books, random);
            }
        }
    }

    private static List<LedgerCommand> commands(Random random, List<LedgerCommand> sent) {
        List<LedgerCommand> commands = new ArrayList<>();
        for (int left = random.nextInt(1, 20); left > 0; left--) {
            boolean again = !sent.isEmpty() && random.nextInt(3) == 0;
            LedgerCommand command = again ? sent.get(random.nextInt(sent.size())) : command(random);
            commands.add(command);
            sent.add(command);
        }
        return commands;
    }

    /** The lock of the epoch is free only once the other's transaction has ended: it is rolled back if it stands. */
    private static void takeOver(Writer writer, Writer other, Books books, Random random) {
        if (random.nextInt(3) == 0) {
            books.epoch++;
            writer.epoch = books.epoch;
            other.commands = List.of();
        }
    }

    /** Reads everything but the last entry id, which is read when the rows are written. */
    private static void begin(Writer writer, Writer other, Books books, List<LedgerCommand> commands) {
        Set<Long> locked = other.commands.stream()
                .map(command -> command.user().value())
                .filter(other.facts.wallets()::containsKey)
                .collect(Collectors.toSet());
        writer.commands = commands.stream()
                .filter(command -> !locked.contains(command.user().value()))
                .toList();
        writer.facts = books.facts();
    }

    private static void commit(long seed, Writer writer, Books books, Random random) {
        LedgerBatch batch = new LedgerBatch(writer.factsNow(books), DAILY_LIMIT);
        writer.commands.forEach(batch::decide);
        writer.commands = List.of();
        if (random.nextInt(5) > 0) {
            books.store(seed, batch.writes());
        }
        books.check(seed);
    }

    /** One of two processes. The commands are those of the transaction that it has begun. */
    private static final class Writer {
        private long epoch;
        private List<LedgerCommand> commands = List.of();
        private ShardFacts facts = new Books(Flaw.NONE).facts();

        ShardFacts factsNow(Books books) {
            return new ShardFacts(
                    facts.transfers(),
                    facts.keys(),
                    facts.wallets(),
                    facts.dailySentFen(),
                    books.entries.size(),
                    facts.day(),
                    facts.now());
        }
    }

    private static LedgerCommand command(Random random) {
        UserId user = UserId.of(random.nextInt(4) + 1L);
        Fen amount = Fen.of(random.nextInt(1_000) + 1L);
        int keyNumber = random.nextInt(60);
        String key = "k" + keyNumber;
        Fen withdrawn = Fen.of(keyNumber * 7L + 1);
        int number = random.nextInt(60) + 1;
        PacketId packet = new PacketId(new SetId(1), number);
        String text = "p" + number;
        return switch (random.nextInt(7)) {
            case 0 -> new TopUp(user, amount, key, "hash", "");
            case 1 -> new Withdrawal(user, withdrawn, key, "hash", "");
            case 5 -> new ReturnWithdrawal(user, withdrawn, "withdrawal-" + user + "-" + key, "");
            case 2 -> new Charge(user, amount, packet, text, key, "hash", "");
            case 3 -> new VoidCharge(user, packet, text, "");
            case 4 -> new Credit("refund-" + text, TransferKind.PACKET_REFUNDED, user, amount, packet, "");
            default -> new Credit("open-" + text + "-" + user, TransferKind.PACKET_OPENED, user, amount, packet, "");
        };
    }

    /** What is stored, under the unique keys of the tables. */
    private static final class Books {
        private final Map<String, TransferRow> transfers = new HashMap<>();
        private final Map<KeyOwner, KeyRow> keys = new HashMap<>();
        private final Map<Long, WalletRow> wallets = new HashMap<>();
        private final Map<Long, Long> dailySentFen = new HashMap<>();
        private final Map<Long, EntryRow> entries = new HashMap<>();

        private final Flaw flaw;
        private long epoch = 1;

        Books(Flaw flaw) {
            this.flaw = flaw;
        }

        ShardFacts facts() {
            return new ShardFacts(
                    flaw == Flaw.NONE || flaw == Flaw.NO_EPOCH ? Map.copyOf(transfers) : Map.of(),
                    Map.copyOf(keys),
                    Map.copyOf(wallets),
                    Map.copyOf(dailySentFen),
                    entries.size(),
                    LocalDate.of(2026, 2, 16),
                    NOW);
        }

        void store(long seed, LedgerWrites writes) {
            if (flaw == Flaw.NO_EPOCH && conflicts(writes)) {
                return;
            }
            for (TransferRow row : writes.transfers()) {
                TransferRow before = transfers.put(row.transferId(), row);
                if (flaw != Flaw.NO_DEDUPE_AND_NO_UNIQUE_KEY) {
                    assertThat(before)
                            .as("seed %d: transfer %s before", seed, row.transferId())
                            .isNull();
                }
            }
            for (EntryRow row : writes.entries()) {
                assertThat(entries.put(row.entryId(), row)).as("seed %d", seed).isNull();
            }
            for (KeyRow row : writes.keys()) {
                assertThat(keys.put(new KeyOwner(row.userId(), row.idempotencyKey()), row))
                        .as("seed %d", seed)
                        .isNull();
            }
            writes.wallets().forEach(row -> wallets.put(row.userId(), row));
            writes.dailySends().forEach(row -> dailySentFen.put(row.userId(), row.totalFen()));
        }

        /** A unique key is taken: the database rolls the transaction back. */
        private boolean conflicts(LedgerWrites writes) {
            return writes.transfers().stream().anyMatch(row -> transfers.containsKey(row.transferId()))
                    || writes.keys().stream()
                            .anyMatch(row -> keys.containsKey(new KeyOwner(row.userId(), row.idempotencyKey())));
        }

        void check(long seed) {
            Map<String, Long> sums = entries.values().stream()
                    .collect(Collectors.groupingBy(EntryRow::transferId, Collectors.summingLong(EntryRow::amountFen)));
            assertThat(sums.values()).as("seed %d: sums of transfers", seed).allMatch(sum -> sum == 0);
            Map<String, Long> intoWalletsFen = entries.values().stream()
                    .filter(entry -> entry.account() == Account.WALLET)
                    .collect(Collectors.groupingBy(EntryRow::transferId, Collectors.summingLong(EntryRow::amountFen)));
            intoWalletsFen.forEach((id, amountFen) -> assertThat(amountFen)
                    .as("seed %d: transfer %s moved once", seed, id)
                    .isEqualTo(Objects.requireNonNull(transfers.get(id)).amountFen()));
            for (WalletRow wallet : wallets.values()) {
                long sum = 0;
                long count = 0;
                long sentFen = 0;
                for (EntryRow entry : entries.values()) {
                    Long owner = entry.userId();
                    if (entry.account() == Account.WALLET && owner != null && owner == wallet.userId()) {
                        sum += entry.amountFen();
                        count++;
                        sentFen -= entry.kind() == TransferKind.PACKET_SENT ? entry.amountFen() : 0;
                    }
                }
                assertThat(wallet.balanceFen())
                        .as("seed %d: balance", seed)
                        .isNotNegative()
                        .isEqualTo(sum);
                assertThat(wallet.entries()).as("seed %d", seed).isEqualTo(count);
                assertThat(sentFen)
                        .as("seed %d: sent in a day", seed)
                        .isEqualTo(dailySentFen.getOrDefault(wallet.userId(), 0L))
                        .isLessThanOrEqualTo(DAILY_LIMIT.value());
            }
        }
    }
}
