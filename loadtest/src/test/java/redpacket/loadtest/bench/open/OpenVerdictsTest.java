package redpacket.loadtest.bench.open;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenVerdictsTest {
    @Test
    void opensMustBeFasterThanRowLocking() {
        assertThat(OpenBench.faster("open", "row locking", 1.1).holds()).isTrue();
        assertThat(OpenBench.faster("open", "row locking", 1).holds()).isFalse();
    }

    @Test
    void callsAtTheEdgeMustNotReadADatabase() {
        assertThat(EdgeBench.withoutDatabase("grab", 75, 20_000).holds()).isTrue();
        assertThat(EdgeBench.withoutDatabase("grab", 20_000, 20_000).holds()).isFalse();
    }

    @Test
    void callsAtTheEdgeMustBeFasterThanAnOpen() {
        assertThat(EdgeBench.faster("grab", 7.2).holds()).isTrue();
        assertThat(EdgeBench.faster("grab", 0.9).holds()).isFalse();
    }
}
