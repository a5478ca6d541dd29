package redpacket.common.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashRingTest {
    private static final int KEYS = 200_000;

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 10, 50})
    void aJoiningMemberMovesItsShareOfTheKeysAndOnlyToItself(int members) {
        HashRing<String> before = HashRing.of(names(members - 1));
        HashRing<String> after = HashRing.of(names(members));
        int moved = 0;
        for (long key = 0; key < KEYS; key++) {
            String owner = owner(after, key);
            if (!owner.equals(owner(before, key))) {
                assertThat(owner).isEqualTo("set-" + members);
                moved++;
            }
        }
        assertThat(moved).isLessThanOrEqualTo((int) (1.2 / members * KEYS));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 10})
    void keysSpreadWithinTenPercentOfEven(int members) {
        HashRing<String> ring = HashRing.of(names(members));
        Map<String, Integer> counts = new HashMap<>();
        for (long key = 0; key < KEYS; key++) {
            counts.merge(owner(ring, key), 1, Integer::sum);
        }
        int even = KEYS / members;
        assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(even * 9 / 10, even * 11 / 10));
    }

    @Test
    void theOrderOfMembersDoesNotMatter() {
        HashRing<String> one = HashRing.of(List.of("a", "b", "c"));
        HashRing<String> other = HashRing.of(List.of("c", "a", "b"));
        for (long key = 0; key < 1000; key++) {
            assertThat(owner(one, key)).isEqualTo(owner(other, key));
        }
    }

    @Test
    void theNextMemberTakesWhatItsOwnerWillNot() {
        HashRing<String> ring = HashRing.of(List.of("a", "b"));
        for (long key = 0; key < 100; key++) {
            assertThat(ring.ownerOf(key, member -> !member.equals("a"))).contains("b");
        }
    }

    @Test
    void anEmptyRingOwnsNothing() {
        assertThat(HashRing.of(List.of()).ownerOf(1, any -> true)).isEmpty();
    }

    @Test
    void boundsAreKept() {
        assertThatThrownBy(() -> HashRing.of(List.of("a"), 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HashRing.of(List.of("a"), 16_385)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HashRing.of(Collections.nCopies(4097, "a"), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String owner(HashRing<String> ring, long key) {
        return ring.ownerOf(key, any -> true).orElseThrow();
    }

    private static List<String> names(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "set-" + i).toList();
    }
}
