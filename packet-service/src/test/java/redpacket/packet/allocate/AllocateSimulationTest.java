package redpacket.packet.allocate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redpacket.common.id.PacketId;
import redpacket.common.id.UserId;
import redpacket.packet.MovableClock;

/**
 * Gateways that die, polls and wins whose answers are lost, sets that do not take a grant, an operator who pauses: no
 * prize is won twice, nobody wins more than the cap or twice of a packet, who was told of a prize can open it, and what
 * is opened and what goes back are the budget.
 */
class AllocateSimulationTest {
    private static final int PRIZES = 60;
    private static final int PACKETS = 6;
    private static final int USERS = 15;
    private static final int CAP = 3;
    private static final AllocateSettings SETTINGS = new AllocateSettings(3_000, 1_000, 8, 20, 500, 10);

    static LongStream seeds() {
        String given = System.getProperty("seed");
        return given == null ? LongStream.range(1, 201) : LongStream.of(Long.parseLong(given));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noPrizeTwiceTheCapHoldsAndEveryFenIsAccountedFor(long seed) {
        new World(seed).run();
    }

    /** One life of a gateway. */
    private static final class Gateway {
        private final String name;
        private final Set<Long> pool = new HashSet<>();
        private final Set<Long> doubted = new HashSet<>();

        Gateway(String name) {
            this.name = name;
        }
    }

    private static final class World implements Grants {
        private final Random random;
        private final MovableClock clock = new MovableClock("2026-11-23T10:00:00Z");
        private final FakePrizes prizes;
        private final AllocatePrizes allocate;
        private final WinPrize win;
        private final GrantWins grantWins;
        private final List<Gateway> gateways = new ArrayList<>();
        private final Map<Long, Long> told = new HashMap<>();
        private final Map<Long, Prizes.Win> openable = new HashMap<>();
        private int lives;
        private boolean calm;

        World(long seed) {
            this.random = new Random(seed);
            this.prizes = new FakePrizes(
                    new Prizes.RunningCampaign(
                            1, "Spring", clock.instant().plusSeconds(60), clock.instant(), 0, 0, PRIZES),
                    new Prizes.Terms(1, "Spring", 7, CAP));
            for (int i = 0; i < PRIZES; i++) {
                long fen = 1L + random.nextInt(200);
                prizes.add(new Prizes.Prize(1_000 + i, 1, i, 1, 100 + i % PACKETS, fen, fen, 1));
            }
            this.allocate = new AllocatePrizes(prizes, SETTINGS, clock);
            this.win = new WinPrize(prizes, this, clock);
            this.grantWins = new GrantWins(prizes, this, SETTINGS, clock);
        }

        void run() {
            gateways.add(new Gateway("g" + lives++));
            gateways.add(new Gateway("g" + lives++));
            for (int step = 0; step < 600; step++) {
                clock.move(Duration.ofMillis(random.nextInt(200)));
                step();
                check();
            }
            calm = true;
            prizes.paused = false;
            clock.move(Duration.ofMinutes(2));
            for (int round = 0; round < PRIZES; round++) {
                grantWins.grant();
            }
            check();
            assertThat(openable.keySet()).isEqualTo(prizes.wins.keySet());
            long budget = prizes.prizes.values().stream()
                    .mapToLong(Prizes.Prize::worthFen)
                    .sum();
            long opened =
                    openable.values().stream().mapToLong(Prizes.Win::worthFen).sum();
            long back = prizes.prizes.values().stream()
                    .filter(prize -> !openable.containsKey(prize.prizeId()))
                    .mapToLong(Prizes.Prize::worthFen)
                    .sum();
            assertThat(opened + back).isEqualTo(budget);
            assertThat(prizes.wins).as("all that trouble, and some won").isNotEmpty();
        }

        private void step() {
            int what = random.nextInt(100);
            if (what < 2) {
                // kill -9: the next life knows nothing of this one's prizes.
                gateways.set(random.nextInt(gateways.size()), new Gateway("g" + lives++));
            } else if (what < 4) {
                prizes.paused = !prizes.paused;
            } else if (what < 12) {
                grantWins.grant();
            } else if (what < 45) {
                poll(gateways.get(random.nextInt(gateways.size())));
            } else {
                shake(gateways.get(random.nextInt(gateways.size())), 1 + random.nextInt(USERS));
            }
        }

        private void poll(Gateway gateway) {
            Set<Long> doubted = Set.copyOf(gateway.doubted);
            trouble();
            try {
                AllocatePrizes.Allocation answer = allocate.allocate(gateway.name, Set.copyOf(gateway.pool), doubted);
                if (isLost()) {
                    return;
                }
                gateway.doubted.removeAll(doubted);
                answer.lost().forEach(gateway.pool::remove);
                for (AllocatePrizes.CampaignAllocation campaign : answer.campaigns()) {
                    campaign.prizes()
                            .forEach(allocated ->
                                    gateway.pool.add(allocated.prize().prizeId()));
                }
            } catch (IllegalStateException e) {
                // No answer; asked again later.
            }
        }

        private void shake(Gateway gateway, long user) {
            Long prize = gateway.pool.stream().findAny().orElse(null);
            if (prize == null) {
                return;
            }
            gateway.pool.remove(prize);
            trouble();
            try {
                WinOutcome outcome = win.win(gateway.name, prize, user);
                if (isLost()) {
                    gateway.doubted.add(prize);
                    return;
                }
                switch (outcome) {
                    case WinOutcome.Won ignored ->
                        assertThat(told.put(prize, user)).as("told once").isNull();
                    case WinOutcome.NotHeld ignored -> {}
                    case WinOutcome.CapReached ignored -> gateway.pool.add(prize);
                    case WinOutcome.SamePacket ignored -> gateway.pool.add(prize);
                }
            } catch (IllegalStateException e) {
                gateway.doubted.add(prize);
            }
        }

        /** The next commit fails, or takes effect and is not heard of. */
        private void trouble() {
            if (!calm && random.nextInt(8) == 0) {
                prizes.atCommit = new IllegalStateException("no answer");
                prizes.commitsAllTheSame = random.nextBoolean();
            }
        }

        private boolean isLost() {
            return !calm && random.nextInt(12) == 0;
        }

        private void check() {
            told.forEach((prize, user) -> {
                Prizes.Win granted = openable.get(prize);
                assertThat(granted == null ? 0L : granted.userId())
                        .as("who was told can open")
                        .isEqualTo(user);
            });
            Map<Long, Integer> perUser = new HashMap<>();
            Set<String> perPacket = new HashSet<>();
            for (Prizes.Win won : prizes.wins.values()) {
                perUser.merge(won.userId(), 1, Integer::sum);
                assertThat(perPacket.add(won.userId() + " " + won.packetId())).isTrue();
            }
            assertThat(perUser.values()).allMatch(wins -> wins <= CAP);
        }

        @Override
        public void grant(Prizes.Grant grant) {
            if (!calm && random.nextInt(10) == 0) {
                throw new IllegalStateException("the set does not answer");
            }
            Prizes.@Nullable Win before = openable.putIfAbsent(grant.win().prizeId(), grant.win());
            assertThat(before == null || before.userId() == grant.win().userId())
                    .isTrue();
            if (!calm && random.nextInt(20) == 0) {
                throw new IllegalStateException("granted, and not heard of");
            }
        }

        @Override
        public boolean share(PacketId packet, UserId winner, Collection<UserId> users) {
            throw new UnsupportedOperationException();
        }
    }
}
