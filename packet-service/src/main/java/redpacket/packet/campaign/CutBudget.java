package redpacket.packet.campaign;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;

/**
 * Cuts a campaign into packets, spread over the sets.
 *
 * <p>INVARIANT: the packets' totals sum to the budget, as do the prizes' worths. A packet of cash is the sum of its
 * prizes. No packet has more shares than a lane bears. Since a user wins one prize of a packet at most, there are as
 * many packets of cash as a user may win prizes, within reason.
 */
final class CutBudget {
    private static final int CASH_PACKETS_FOR_THE_CAP_MAX = 20;

    private final int sharesMax;
    private final LongSupplier numbers;
    private final RandomGenerator random;

    CutBudget(int sharesMax, LongSupplier numbers, RandomGenerator random) {
        this.sharesMax = sharesMax;
        this.numbers = numbers;
        this.random = random;
    }

    CampaignPlan cut(List<PrizeLine> lines, int perUserCap, List<SetId> sets) {
        List<Long> cash = new ArrayList<>();
        List<PrizeLine.Seed> seeds = new ArrayList<>();
        for (PrizeLine line : lines) {
            switch (line) {
                case PrizeLine.Cash prize -> cash.addAll(Collections.nCopies(prize.quantity(), prize.amountFen()));
                case PrizeLine.Seed prize -> seeds.addAll(Collections.nCopies(prize.quantity(), prize));
            }
        }
        List<CampaignPlan.Packet> packets = new ArrayList<>();
        List<CampaignPlan.Prize> prizes = new ArrayList<>();
        cutCash(cash, perUserCap, sets, packets, prizes);
        for (PrizeLine.Seed seed : seeds) {
            PacketId packet = next(packets.size(), sets);
            packets.add(new CampaignPlan.Packet(packet, CampaignPlan.Kind.SEED, seed.totalFen(), seed.shares()));
            prizes.add(new CampaignPlan.Prize(numbers.getAsLong(), packet, null, seed.totalFen(), seed.shares()));
        }
        shuffle(prizes);
        return new CampaignPlan(packets, prizes);
    }

    private void cutCash(
            List<Long> cash,
            int perUserCap,
            List<SetId> sets,
            List<CampaignPlan.Packet> packets,
            List<CampaignPlan.Prize> prizes) {
        if (cash.isEmpty()) {
            return;
        }
        shuffle(cash);
        int needed = (cash.size() + sharesMax - 1) / sharesMax;
        int wished = Math.max(sets.size(), Math.min(perUserCap, CASH_PACKETS_FOR_THE_CAP_MAX));
        int count = Math.min(cash.size(), Math.max(needed, wished));
        for (int i = 0; i < count; i++) {
            PacketId packet = next(packets.size(), sets);
            long total = 0;
            int shares = 0;
            for (int j = i; j < cash.size(); j += count) {
                long amount = cash.get(j);
                prizes.add(new CampaignPlan.Prize(numbers.getAsLong(), packet, amount, amount, 1));
                total = Math.addExact(total, amount);
                shares++;
            }
            packets.add(new CampaignPlan.Packet(packet, CampaignPlan.Kind.CASH, total, shares));
        }
    }

    private PacketId next(int packet, List<SetId> sets) {
        return new PacketId(sets.get(packet % sets.size()), numbers.getAsLong());
    }

    private <T> void shuffle(List<T> list) {
        for (int i = list.size() - 1; i > 0; i--) {
            Collections.swap(list, i, random.nextInt(i + 1));
        }
    }
}
