package redpacket.loadtest.bench.scale;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScaleVerdictsTest {
    @Test
    void aCostThatGrowsFails() {
        assertThat(ScaleBench.flat(1.3, "4 sets").holds()).isTrue();
        assertThat(ScaleBench.flat(1.31, "4 sets").holds()).isFalse();
        assertThat(ScaleBench.flat(Double.NaN, "4 sets").holds()).isFalse();
    }
}
