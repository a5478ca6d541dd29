package redpacket.gateway.shake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Shakes with leased prizes; the test itself is packet-service. */
class ShakeTest implements PrizeLeases {
    private static final ShakeSettings SETTINGS = new ShakeSettings(500, 5_000, 500, 100, 100, 2, 1_000, 1_000);

    private final AtomicLong nanos = new AtomicLong();
    private final PrizePool pool = new PrizePool();
    private final Shake shake = new Shake(pool, this, "g-1", SETTINGS, nanos::get);
    private final PollPrizes poll = new PollPrizes(pool, this, "g-1", SETTINGS, nanos::get);
    private final List<Long> recorded = new ArrayList<>();
    private final List<Holding> asked = new ArrayList<>();
    private Mono<Lease> lease = lease();
    private Mono<WinOutcome> outcome = Mono.just(WinOutcome.WON);

    @Test
    void onlyAWinIsRecorded() {
        leased(prize("p1", 0));
        assertThat(shaken(7)).isInstanceOf(ShakeOutcome.Won.class);
        assertThat(shaken(8)).isEqualTo(new ShakeOutcome.Nothing(false));
        assertThat(recorded).containsExactly(7L);
    }

    @Test
    void aPrizeIsNotWonBeforeItIsDue() {
        leased(prize("p1", 300));
        assertThat(shaken(7)).isEqualTo(new ShakeOutcome.Nothing(false));
        passMillis(300);
        assertThat(shaken(7)).isInstanceOf(ShakeOutcome.Won.class);
    }

    @Test
    void nothingIsWonWithoutALease() {
        assertThat(shaken(7)).as("before the first answer").isEqualTo(new ShakeOutcome.Nothing(true));
        leased(prize("p1", 0));
        lease = Mono.error(new IllegalStateException("away"));
        passMillis(6_000);
        poll.poll();
        assertThat(shaken(7)).isEqualTo(new ShakeOutcome.Nothing(true));
        assertThat(recorded).isEmpty();
    }

    @Test
    void aWinRecordedTooLateIsNothingAndItsPrizeStaysInDoubt() {
        leased(prize("p1", 0));
        outcome = Mono.never();
        assertThat(shaken(7)).isEqualTo(new ShakeOutcome.Nothing(true));
        outcome = Mono.just(WinOutcome.WON);
        assertThat(shaken(8)).isEqualTo(new ShakeOutcome.Nothing(false));
        lease = lease();
        poll.poll();
        assertThat(asked.getLast().inDoubt()).containsExactly("p1");
        poll.poll();
        assertThat(asked.getLast().inDoubt()).as("reported once").isEmpty();
    }

    @Test
    void aWinThatFailsIsNothing() {
        leased(prize("p1", 0));
        outcome = Mono.error(new IllegalStateException("away"));
        assertThat(shaken(7)).isEqualTo(new ShakeOutcome.Nothing(true));
    }

    @Test
    void aUserAtTheCapLeavesThePrizeAndCausesNoMoreCalls() {
        leased(prize("p1", 0));
        outcome = Mono.just(WinOutcome.CAP_REACHED);
        assertThat(shaken(7)).isEqualTo(new ShakeOutcome.Nothing(false));
        assertThat(shaken(7)).isEqualTo(new ShakeOutcome.Nothing(false));
        assertThat(recorded).containsExactly(7L);
        outcome = Mono.just(WinOutcome.WON);
        assertThat(shaken(8)).isInstanceOf(ShakeOutcome.Won.class);
    }

    @Test
    void aUserWinsOnePrizeOfAPacket() {
        leased(prize("p1", 0), prize("p2", 0));
        assertThat(shaken(7)).isInstanceOf(ShakeOutcome.Won.class);
        assertThat(shaken(7)).isEqualTo(new ShakeOutcome.Nothing(false));
        assertThat(recorded).containsExactly(7L);
    }

    @Test
    void aPrizeThatTheLeaseLostIsRemoved() {
        leased(prize("p1", 0), prize("p2", 0));
        lease = Mono.just(new Lease(6_000, List.of(), List.of("p1")));
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
    void nothingIsWonAfterTheCampaign() {
        leased(prize("p1", 0));
        lease = lease();
        passMillis(5_000);
        poll.poll();
        passMillis(5_000);
        assertThat(shaken(7)).isEqualTo(new ShakeOutcome.Nothing(false));
        assertThat(recorded).isEmpty();
    }

    /** packet-service reads these names. */
    @Test
    void aHoldingKeepsItsNamesInJson() {
        assertThat(new JsonMapper().writeValueAsString(new Holding("g-1", List.of("p1"), List.of("p2"))))
                .isEqualTo("{\"holder\":\"g-1\",\"holds\":[\"p1\"],\"doubted\":[\"p2\"]}");
    }

    private ShakeOutcome shaken(long user) {
        ShakeOutcome outcome = shake.shake(user).block(Duration.ofSeconds(30));
        return outcome == null ? new ShakeOutcome.Nothing(true) : outcome;
    }

    private void leased(LeasedPrize... prizes) {
        lease = lease(prizes);
        poll.poll();
    }

    private static Mono<Lease> lease(LeasedPrize... prizes) {
        return Mono.just(new Lease(6_000, List.of(new Campaign("1", "Spring", 9_000, List.of(prizes))), List.of()));
    }

    private static LeasedPrize prize(String id, long dueAfterMillis) {
        return new LeasedPrize(id, "packet", null, dueAfterMillis);
    }

    private void passMillis(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Override
    public Mono<Lease> renew(Holding holding) {
        asked.add(holding);
        return lease;
    }

    @Override
    public Mono<WinOutcome> win(String holder, String prizeId, long userId) {
        recorded.add(userId);
        return outcome;
    }
}
