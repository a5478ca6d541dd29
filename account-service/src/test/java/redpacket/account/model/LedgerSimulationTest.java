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
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redpacket.account.model.LedgerCommand.Charge;
import redpacket.account.model.LedgerCommand.Credit;
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
 * Random commands of few users, in any order, many of them again, in batches of any size, some of which are lost and
 * decided anew. Every transfer sums to zero, wallets are the sums of their entries, a transfer is there once.
 */
class LedgerSimulationTest {
    private static final int COMMANDS = 300;
    private static final Fen DAILY_LIMIT = Fen.of(3_000);
    private static final Instant NOW = Instant.parse("2026-02-16T12:00:00Z");

    /** What the consumer leaves out, to see the checks go red. */
    private enum Flaw {
        NONE,
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

    private static void play(long seed, Flaw flaw) {
        Random random = new Random(seed);
        Books books = new Books(flaw);
        List<LedgerCommand> sent = new ArrayList<>();
        while (sent.size() < COMMANDS) {
            List<LedgerCommand> commands = new ArrayList<>();
            for (int left = random.nextInt(1, 20); left > 0; left--) {
                boolean again = !sent.isEmpty() && random.nextInt(3) == 0;
                LedgerCommand command = again ? sent.get(random.nextInt(sent.size())) : command(random);
                commands.add(command);
                sent.add(command);
            }
            LedgerBatch batch = new LedgerBatch(books.facts(), DAILY_LIMIT);
            commands.forEach(batch::decide);
            if (random.nextInt(5) > 0) {
                books.store(seed, batch.writes());
            }
            books.check(seed);
        }
    }

    private static LedgerCommand command(Random random) {
        UserId user = UserId.of(random.nextInt(4) + 1L);
        Fen amount = Fen.of(random.nextInt(1_000) + 1L);
        String key = "k" + random.nextInt(60);
        int number = random.nextInt(60) + 1;
        PacketId packet = new PacketId(new SetId(1), number);
        String text = "p" + number;
        return switch (random.nextInt(6)) {
            case 0 -> new TopUp(user, amount, key, "hash", "");
            case 1 -> new Withdrawal(user, amount, key, "hash", "");
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

        Books(Flaw flaw) {
            this.flaw = flaw;
        }

        ShardFacts facts() {
            return new ShardFacts(
                    flaw == Flaw.NONE ? Map.copyOf(transfers) : Map.of(),
                    Map.copyOf(keys),
                    Map.copyOf(wallets),
                    Map.copyOf(dailySentFen),
                    entries.size(),
                    LocalDate.of(2026, 2, 16),
                    NOW);
        }

        void store(long seed, LedgerWrites writes) {
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
                        .as("seed %d", seed)
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
