package redpacket.gateway.shed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AdmissionLevelTest {
    private final AdmissionLevel level = new AdmissionLevel(10, 2);

    private AdmissionLevel.Window windowOf(int each) {
        for (int priority = 0; priority < 10; priority++) {
            for (int i = 0; i < each; i++) {
                level.arrive(priority);
            }
        }
        return level.end();
    }

    @Test
    void admitsEverythingAtFirst() {
        assertThat(level.isOpen()).isTrue();
        assertThat(level.arrive(9)).isTrue();
    }

    @Test
    void shedsTheLeastImportantFirst() {
        level.lower(windowOf(10), 0.25, 0);
        assertThat(level.level()).isEqualTo(7);
        assertThat(level.arrive(6)).isTrue();
        assertThat(level.arrive(7)).isFalse();
    }

    @Test
    void skipsPrioritiesWithoutArrivals() {
        for (int i = 0; i < 100; i++) {
            level.arrive(3);
            level.arrive(5);
        }
        level.lower(level.end(), 0.05, 0);
        assertThat(level.level()).isEqualTo(5);
    }

    @Test
    void neverFallsBelowTheLowestLevel() {
        for (int i = 0; i < 10; i++) {
            level.lower(windowOf(10), 0.5, 0);
        }
        assertThat(level.level()).isEqualTo(2);
    }

    @Test
    void keepsThePrioritiesBelowABound() {
        level.lower(windowOf(10), 0.5, 8);
        assertThat(level.level()).isEqualTo(8);
        level.lower(windowOf(10), 0.5, 8);
        assertThat(level.level()).isEqualTo(8);
    }

    @Test
    void lowersWithinARangeByAPartOfTheRange() {
        level.lower(windowOf(10), 0.5, 8);
        level.lowerWithin(0.5, 4, 8);
        assertThat(level.level()).isEqualTo(6);
        for (int i = 0; i < 10; i++) {
            level.lowerWithin(0.5, 4, 8);
        }
        assertThat(level.level()).isEqualTo(4);
    }

    @Test
    void risesStepByStep() {
        level.lower(windowOf(10), 0.5, 0);
        assertThat(level.level()).isEqualTo(5);
        level.raise(windowOf(10), 0.1, 10);
        assertThat(level.level()).isEqualTo(6);
        level.raise(windowOf(10), 0.5, 10);
        assertThat(level.level()).isEqualTo(9);
        level.raise(windowOf(10), 0.5, 10);
        assertThat(level.isOpen()).isTrue();
    }

    @Test
    void risesNoFurtherThanABound() {
        level.lower(windowOf(10), 0.5, 0);
        level.raise(windowOf(10), 1, 7);
        assertThat(level.level()).isEqualTo(7);
    }

    @Test
    void opensWhenNothingArrivesAnyMore() {
        level.lower(windowOf(10), 0.5, 0);
        int windows = 0;
        while (!level.isOpen()) {
            level.raise(level.end(), 0.01, 10);
            windows++;
        }
        assertThat(windows).isBetween(2, 20);
    }

    @Test
    void aWindowWithoutArrivalsChangesLittle() {
        for (int i = 0; i < 20; i++) {
            windowOf(100);
        }
        level.lower(windowOf(100), 0.5, 0);
        level.raise(level.end(), 0.2, 10);
        assertThat(level.level()).isEqualTo(6);
    }

    @Test
    void countsShedArrivalsToo() {
        level.lower(windowOf(10), 0.5, 0);
        AdmissionLevel.Window window = windowOf(10);
        assertThat(window.all()).isEqualTo(100);
        assertThat(window.admitted()).isEqualTo(50);
        assertThat(level.admitted(0, 10)).isEqualTo(50);
        assertThat(level.admitted(3, 6)).isEqualTo(20);
    }
}
