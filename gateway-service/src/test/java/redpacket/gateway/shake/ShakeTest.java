package redpacket.gateway.shake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Shakes on a gateway's own prizes, with a packet-service that answers as it is told. */
class ShakeTest implements Dealer {
    private static final ShakeSettings SETTINGS = new ShakeSettings(500, 5_000, 500, 100, 100, 2, 1_000, 1_000);

    private final AtomicLong nanos = new AtomicLong();
    private final PrizePool pool = new PrizePool();
    private final Shake shake = new Shake(pool, this, "g-1", SETTINGS, nanos::get);
    private final PollPrizes poll = new PollPrizes(pool, this, "g-1", SETTINGS, nanos::get);
    private final List<Long> written = new ArrayList<>();
    private final List<Holding> asked = new ArrayList<>();
    private Mono<Deal> deal = deal();
    private Mono<WinOutcome> outcome = Mono.just(WinOutcome.WON);

    @Test
    void aWinIsWrittenAndALossIsNot() {
        dealt(prize("p1", 0));
        assertThat(shaken(7)).isInstanceOf(ShakeOutcome.Won.class);
        assertThat(shaken(8)).isEqualTo(new ShakeOutcome.Nothing(false));
        assertThat(written).containsExactly(7L);
    }

    @Test
    void aPrizeWaitsForItsTime() {
        dealt(prize("p1", 300));
        assertThat(shaken(7)).isEqualTo(new ShakeOutcome.Nothing(false));
        passMillis(300);
        assertThat(shaken(7)).isInstanceOf(ShakeOutcome.Won.class);
    }

    @Test
    void nothingIsGivenAwayAfterTheLease() {
        assertThat(shaken(7)).as("before the first answer").isEqualTo(new ShakeOutcome.Nothing(true));
        dealt(prize("p1", 0));
        deal = Mono.error(new IllegalStateException("away"));
        passMillis(6_000);
        poll.poll();
        assertThat(shaken(7)).isEqualTo(new ShakeOutcome.Nothing(true));
        assertThat(written).isEmpty();
    }

    @Test
    void aLateWriteIsNothingAndThatPrizeIsNotGivenAgain() {
        dealt(prize("p1", 0));
        outcome = Mono.delay(Duration.ofSeconds(5)).thenReturn(WinOutcome.WON);
        assertThat(shaken(7)).isEqualTo(new ShakeOutcome.Nothing(true));
        outcome = Mono.just(WinOutcome.WON);
        assertThat(shaken(8)).isEqualTo(new ShakeOutcome.Nothing(false));
        deal = deal();
        poll.poll();
        assertThat(asked.getLast().doubted()).containsExactly("p1");
        poll.poll();
        assertThat(asked.getLast().doubted()).as("told once").isEmpty();
    }

    @Test
    void aFailedWriteIsNothing() {
        dealt(prize("p1", 0));
        outcome = Mono.error(new IllegalStateException("away"));
        assertThat(shaken(7)).isEqualTo(new ShakeOutcome.Nothing(true));
    }

    @Test
    void whoHasWonWhatOneMayLeavesThePrizeToAnotherAndCostsNoMoreCalls() {
        dealt(prize("p1", 0));
        outcome = Mono.just(WinOutcome.CAP_REACHED);
        assertThat(shaken(7)).isEqualTo(new ShakeOutcome.Nothing(false));
        assertThat(shaken(7)).isEqualTo(new ShakeOutcome.Nothing(false));
        assertThat(written).containsExactly(7L);
        outcome = Mono.just(WinOutcome.WON);
        assertThat(shaken(8)).isInstanceOf(ShakeOutcome.Won.class);
    }

    @Test
    void whoHasWonOfAPacketIsNotAskedForAnotherOfIt() {
        dealt(prize("p1", 0), prize("p2", 0));
        assertThat(shaken(7)).isInstanceOf(ShakeOutcome.Won.class);
        assertThat(shaken(7)).isEqualTo(new ShakeOutcome.Nothing(false));
        assertThat(written).containsExactly(7L);
    }

    @Test
    void whatItDoesNotHoldAnyMoreIsGone() {
        dealt(prize("p1", 0), prize("p2", 0));
        deal = Mono.just(new Deal(6_000, List.of(), List.of("p1")));
        poll.poll();
        assertThat(asked.getLast().holds()).containsExactlyInAnyOrder("p1", "p2");
        poll.poll();
        assertThat(asked.getLast().holds()).containsExactly("p2");
        outcome = Mono.just(WinOutcome.NOT_HELD);
        assertThat(shaken(7)).isEqualTo(new ShakeOutcome.Nothing(false));
        poll.poll();
        assertThat(asked.getLast().holds()).isEmpty();
    }

    @Test
    void nothingIsGivenAwayAfterTheCampaign() {
        dealt(prize("p1", 0));
        deal = deal();
        passMillis(5_000);
        poll.poll();
        passMillis(5_000);
        assertThat(shaken(7)).isEqualTo(new ShakeOutcome.Nothing(false));
        assertThat(written).isEmpty();
    }

    private ShakeOutcome shaken(long user) {
        ShakeOutcome outcome = shake.shake(user).block(Duration.ofSeconds(5));
        return outcome == null ? new ShakeOutcome.Nothing(true) : outcome;
    }

    private void dealt(DealtPrize... prizes) {
        deal = deal(prizes);
        poll.poll();
    }

    private static Mono<Deal> deal(DealtPrize... prizes) {
        return Mono.just(new Deal(6_000, List.of(new Campaign("1", "Spring", 9_000, List.of(prizes))), List.of()));
    }

    private static DealtPrize prize(String id, long dueAfterMillis) {
        return new DealtPrize(id, "packet", null, dueAfterMillis);
    }

    private void passMillis(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Override
    public Mono<Deal> lease(Holding holding) {
        asked.add(holding);
        return deal;
    }

    @Override
    public Mono<WinOutcome> win(String holder, String prizeId, long userId) {
        written.add(userId);
        return outcome;
    }
}
