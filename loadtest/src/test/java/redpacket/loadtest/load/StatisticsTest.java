package redpacket.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import redpacket.loadtest.load.ApiClients.Reply;
import redpacket.loadtest.load.WalletLag.Credit;

class StatisticsTest {
    @Test
    void percentilesAreByNearestRank() {
        List<Credit> credits = LongStream.rangeClosed(1, 200)
                .mapToObj(lag -> new Credit(0, 201 - lag))
                .toList();
        assertThat(WalletLag.percentile(credits, 0.5)).isEqualTo(100);
        assertThat(WalletLag.percentile(credits, 0.99)).isEqualTo(198);
        assertThat(WalletLag.percentile(credits, 1)).isEqualTo(200);
        assertThat(WalletLag.percentile(List.of(), 0.5)).isZero();
    }

    @Test
    void aReplyTellsWhetherAndWhenToRepeat() {
        Reply refused = new Reply(503, "{\"code\":\"OVERLOADED\",\"retryAfterMillis\":250}");
        assertThat(refused.isOk()).isFalse();
        assertThat(refused.isRetryable()).isTrue();
        assertThat(refused.code()).isEqualTo("OVERLOADED");
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofMillis(250));
        assertThat(new Reply(200, "").isOk()).isTrue();
        assertThat(new Reply(404, "").isRetryable()).isFalse();
        assertThat(new Reply(429, "").code()).isEqualTo("none");
        assertThat(new Reply(429, "").retryAfter()).isPositive();
    }

    @Test
    void warmUpEndsWhenCompilersAreIdleAndHasABound() throws InterruptedException {
        AtomicInteger turns = new AtomicInteger();
        new WarmUp(() -> 0, 0.1).run(turns::incrementAndGet);
        assertThat(turns).hasValue(1);
        AtomicInteger busy = new AtomicInteger();
        new WarmUp(() -> busy.get() * 1e9, 0.1).run(busy::incrementAndGet);
        assertThat(busy).hasValue(10);
    }

    @Test
    void aConditionThatDoesNotComeFails() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        assertThat(Wait.until(Duration.ofMinutes(1), () -> {
                    if (asked.incrementAndGet() == 1) {
                        throw new IllegalStateException("no answer yet");
                    }
                    return true;
                }))
                .isTrue();
        assertThatThrownBy(() -> Wait.require("all paid", Duration.ofMillis(1), () -> false))
                .hasMessageContaining("all paid");
    }
}
