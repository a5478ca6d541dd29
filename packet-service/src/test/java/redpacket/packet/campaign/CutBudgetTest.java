package redpacket.packet.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;

/** Whatever the lines are, the packets and the prizes each sum to the budget, and none is more than a lane bears. */
class CutBudgetTest {
    private static final int SHARES_MAX = 500;
    private static final long SHARE_FEN_MAX = 20_000;

    static LongStream seeds() {
        return LongStream.range(1, 151);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void sumsAreExactAndNoPacketOrShareIsTooLarge(long seed) {
        Random random = new Random(seed);
        List<PrizeLine> lines = lines(random);
        List<SetId> sets = LongStream.rangeClosed(1, 1 + random.nextInt(4))
                .mapToObj(set -> new SetId((int) set))
                .toList();
        int cap = 1 + random.nextInt(10);
        CampaignPlan plan = new CutBudget(SHARES_MAX, new AtomicLong(1)::getAndIncrement, random).cut(lines, cap, sets);

        long budget = lines.stream()
                .mapToLong(line -> line.worthFen() * line.quantity())
                .sum();
        int quantity = lines.stream().mapToInt(PrizeLine::quantity).sum();
        assertThat(plan.packets().stream()
                        .mapToLong(CampaignPlan.Packet::totalFen)
                        .sum())
                .isEqualTo(budget);
        assertThat(plan.prizes().stream()
                        .mapToLong(CampaignPlan.Prize::worthFen)
                        .sum())
                .isEqualTo(budget);
        assertThat(plan.prizes()).hasSize(quantity);
        assertThat(new HashSet<>(
                        plan.prizes().stream().map(CampaignPlan.Prize::number).toList()))
                .hasSize(quantity);
        Map<PacketId, List<CampaignPlan.Prize>> byPacket =
                plan.prizes().stream().collect(Collectors.groupingBy(CampaignPlan.Prize::packet));
        assertThat(byPacket.keySet())
                .isEqualTo(plan.packets().stream().map(CampaignPlan.Packet::id).collect(Collectors.toSet()));
        for (CampaignPlan.Packet packet : plan.packets()) {
            List<CampaignPlan.Prize> prizes = byPacket.getOrDefault(packet.id(), List.of());
            assertThat(packet.count()).isBetween(1, SHARES_MAX);
            assertThat(packet.totalFen()).isBetween((long) packet.count(), packet.count() * SHARE_FEN_MAX);
            assertThat(prizes.stream().mapToLong(CampaignPlan.Prize::worthFen).sum())
                    .isEqualTo(packet.totalFen());
            switch (packet.kind()) {
                case CASH -> {
                    assertThat(prizes).hasSize(packet.count());
                    assertThat(prizes).allMatch(prize -> prize.amountFen() != null && prize.shares() == 1);
                }
                case SEED -> {
                    assertThat(prizes).hasSize(1);
                    assertThat(prizes.getFirst().amountFen()).isNull();
                    assertThat(prizes.getFirst().shares()).isEqualTo(packet.count());
                }
            }
        }
    }

    @Test
    void cashIsOnEverySetAndInAsManyPacketsAsAUserMayWin() {
        List<SetId> sets = List.of(new SetId(1), new SetId(2));
        CampaignPlan plan = new CutBudget(SHARES_MAX, new AtomicLong(1)::getAndIncrement, new Random(1))
                .cut(List.of(new PrizeLine.Cash(100, 40)), 3, sets);

        assertThat(plan.packets()).hasSize(3);
        assertThat(plan.packets().stream().map(packet -> packet.id().set()).distinct())
                .containsExactlyInAnyOrderElementsOf(sets);
    }

    private static List<PrizeLine> lines(Random random) {
        List<PrizeLine> lines = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(5); i++) {
            if (random.nextBoolean()) {
                lines.add(new PrizeLine.Cash(1 + random.nextInt((int) SHARE_FEN_MAX), 1 + random.nextInt(1_500)));
            } else {
                int shares = 1 + random.nextInt(SHARES_MAX);
                long most = shares * SHARE_FEN_MAX;
                lines.add(new PrizeLine.Seed(random.nextLong(shares, most + 1), shares, 1 + random.nextInt(20)));
            }
        }
        return lines;
    }
}
