package redpacket.grab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

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
                        .isBetween(lowestByContract(left, shares), highestByContract(left, shares));
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

    /** Of 20 fen for 3 shares: a second share is at most what the first leaves, so the pair is drawn by two steps. */
    @Test
    void drawsFollowTheRulesDistribution() {
        long total = 20;
        int count = 3;
        Map<Long, Double> expected = new TreeMap<>();
        long high = highestByContract(total, count);
        for (long first = 1; first <= high; first++) {
            long highOfSecond = highestByContract(total - first, count - 1);
            for (long second = 1; second <= highOfSecond; second++) {
                expected.put(pair(first, second), 1.0 * DRAWS / high / highOfSecond);
            }
        }
        Map<Long, Integer> seen = new TreeMap<>();
        for (int draw = 0; draw < DRAWS; draw++) {
            long first = amounts.lucky(total, count, random);
            seen.merge(pair(first, amounts.lucky(total - first, count - 1, random)), 1, Integer::sum);
        }
        assertThat(expected.keySet()).containsAll(seen.keySet());
        double chiSquare = 0;
        for (Map.Entry<Long, Double> cell : expected.entrySet()) {
            double apart = seen.getOrDefault(cell.getKey(), 0) - cell.getValue();
            chiSquare += apart * apart / cell.getValue();
        }
        int degrees = expected.size() - 1;
        // One in a thousand by Wilson and Hilferty's approximation.
        double third = 2.0 / (9.0 * degrees);
        double bound = degrees * Math.pow(1 - third + 3.0902 * Math.sqrt(third), 3);
        assertThat(chiSquare)
                .as("seed %d, %d degrees of freedom", SEED, degrees)
                .isLessThan(bound);
    }

    @Test
    void aShareHoldsAtLeastOneFen() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Amounts(0));
    }

    private static long pair(long first, long second) {
        return first * 1_000 + second;
    }

    private static long lowestByContract(long left, int shares) {
        return shares == 1 ? left : Math.max(1, left - (shares - 1) * SHARE_FEN_MAX);
    }

    private static long highestByContract(long left, int shares) {
        if (shares == 1) {
            return left;
        }
        long high = Math.min(Math.min(2 * left / shares - 1, SHARE_FEN_MAX), left - (shares - 1));
        return Math.max(high, lowestByContract(left, shares));
    }
}
