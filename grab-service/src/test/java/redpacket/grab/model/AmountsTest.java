package redpacket.grab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {
    private static final long SEED = 20150218;
    private static final long SHARE_FEN_MAX = 20_000;
    private static final int DRAWS = 1_000_000;

    private final Amounts amounts = new Amounts(SHARE_FEN_MAX);
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);

    @Test
    void sharesAddUpToTheTotalAndEachKeepsTheBoundsOfTheRule() {
        for (int round = 0; round < 3_000; round++) {
            int count = random.nextInt(1, 501);
            long total = random.nextLong(count, count * SHARE_FEN_MAX + 1);
            long left = total;
            for (int shares = count; shares >= 1; shares--) {
                long amount = amounts.lucky(left, shares, random);
                assertThat(amount)
                        .as("seed %d, %d fen for %d shares", SEED, left, shares)
                        .isBetween(
                                lowestByContract(left, shares, SHARE_FEN_MAX),
                                highestByContract(left, shares, SHARE_FEN_MAX))
                        .isBetween(1L, SHARE_FEN_MAX);
                assertThat(amount * shares)
                        .as("seed %d: %d fen is at most twice the average of %d for %d", SEED, amount, left, shares)
                        .isLessThanOrEqualTo(2 * left);
                left -= amount;
            }
            assertThat(left).as("seed %d, what is left of %d fen", SEED, total).isZero();
        }
    }

    @Test
    void theFewestAndTheMostFenLeaveNoChoice() {
        for (int count = 1; count <= 500; count++) {
            assertThat(amounts.lucky(count, count, random)).isEqualTo(1);
            assertThat(amounts.lucky(count * SHARE_FEN_MAX, count, random)).isEqualTo(SHARE_FEN_MAX);
        }
    }

    /**
     * A million draws of whole packets against the exact chance of each, which is the product of its steps'. The
     * critical value is chi-square's 0.999 quantile: a right rule is above it once in a thousand seeds, and this seed
     * is fixed.
     */
    @ParameterizedTest(name = "{1} fen for {2} shares of {0} at most: {3} degrees of freedom, critical value {4}")
    @CsvSource({"20000, 20, 3, 149, 208.086", "8, 20, 3, 14, 36.123", "9, 30, 4, 83, 128.565"})
    void drawsFollowTheRulesDistribution(long limit, long total, int count, int degrees, double critical) {
        Map<List<Long>, Double> expected = new HashMap<>();
        expect(List.of(), total, count, limit, DRAWS, expected);
        assertThat(expected).hasSize(degrees + 1);
        Amounts limited = new Amounts(limit);
        Map<List<Long>, Integer> seen = new HashMap<>();
        for (int draw = 0; draw < DRAWS; draw++) {
            List<Long> packet = new ArrayList<>(count);
            long left = total;
            for (int shares = count; shares >= 1; shares--) {
                packet.add(limited.lucky(left, shares, random));
                left -= packet.getLast();
            }
            seen.merge(packet, 1, Integer::sum);
        }
        assertThat(expected.keySet()).containsAll(seen.keySet());
        double chiSquare = 0;
        for (Map.Entry<List<Long>, Double> cell : expected.entrySet()) {
            double apart = seen.getOrDefault(cell.getKey(), 0) - cell.getValue();
            chiSquare += apart * apart / cell.getValue();
        }
        assertThat(chiSquare).as("seed %d", SEED).isLessThan(critical);
    }

    private static void expect(
            List<Long> given, long left, int shares, long limit, double draws, Map<List<Long>, Double> expected) {
        if (shares == 0) {
            expected.put(given, draws);
            return;
        }
        long low = lowestByContract(left, shares, limit);
        long high = highestByContract(left, shares, limit);
        for (long amount = low; amount <= high; amount++) {
            List<Long> next = new ArrayList<>(given);
            next.add(amount);
            expect(next, left - amount, shares - 1, limit, draws / (high - low + 1), expected);
        }
    }

    @Test
    void aShareHoldsAtLeastOneFen() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Amounts(0));
    }

    private static long lowestByContract(long left, int shares, long limit) {
        return shares == 1 ? left : Math.max(1, left - (shares - 1) * limit);
    }

    private static long highestByContract(long left, int shares, long limit) {
        if (shares == 1) {
            return left;
        }
        long high = Math.min(Math.min(2 * left / shares - 1, limit), left - (shares - 1));
        return Math.max(high, lowestByContract(left, shares, limit));
    }
}
