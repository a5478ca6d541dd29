package redpacket.packet.allocate;

import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The control schema in memory: transactions that take effect as a whole or not at all, and its unique keys. */
final class FakePrizes implements Prizes, Prizes.Turn {
    enum State {
        FREE,
        HELD,
        DOUBTED,
        WON
    }

    final Map<Long, Prize> prizes = new TreeMap<>();
    final Terms terms;
    Map<Long, State> states = new HashMap<>();
    Map<Long, Win> wins = new HashMap<>();
    RunningCampaign campaign;
    boolean paused;
    /** What a transaction meets at its commit; null for nothing. */
    @Nullable
    RuntimeException atCommit;

    boolean commitsAllTheSame;
    private Map<Long, String> holders = new HashMap<>();
    private Map<String, Instant> leases = new TreeMap<>();
    private Set<Long> granted = new HashSet<>();

    FakePrizes(RunningCampaign campaign, Terms terms) {
        this.campaign = campaign;
        this.terms = terms;
    }

    void add(Prize prize) {
        prizes.put(prize.prizeId(), prize);
        states.put(prize.prizeId(), State.FREE);
    }

    @Override
    public <T> T inTransaction(Function<Turn, T> work) {
        Map<Long, State> statesBefore = new HashMap<>(states);
        Map<Long, Win> winsBefore = new HashMap<>(wins);
        Map<Long, String> holdersBefore = new HashMap<>(holders);
        Map<String, Instant> leasesBefore = new TreeMap<>(leases);
        Set<Long> grantedBefore = new HashSet<>(granted);
        RunningCampaign campaignBefore = campaign;
        boolean committed = false;
        try {
            T result = work.apply(this);
            RuntimeException trouble = atCommit;
            atCommit = null;
            committed = trouble == null || commitsAllTheSame;
            if (trouble != null) {
                throw trouble;
            }
            return result;
        } finally {
            if (!committed) {
                states = statesBefore;
                wins = winsBefore;
                holders = holdersBefore;
                leases = leasesBefore;
                granted = grantedBefore;
                campaign = campaignBefore;
            }
        }
    }

    @Override
    public void renew(String holder, Instant until) {
        leases.put(holder, until);
    }

    @Override
    public List<String> expired(Instant now, int most) {
        return leases.entrySet().stream()
                .filter(lease -> lease.getValue().isBefore(now))
                .map(Map.Entry::getKey)
                .limit(most)
                .toList();
    }

    @Override
    public void giveBackAll(String holder) {
        giveBack(holder, heldBy(holder).stream().map(Held::prizeId).toList());
        leases.remove(holder);
    }

    @Override
    public int holders(Instant now) {
        return (int)
                leases.values().stream().filter(until -> !until.isBefore(now)).count();
    }

    @Override
    public List<Held> heldBy(String holder) {
        return prizes.values().stream()
                .filter(prize -> holds(holder, prize.prizeId()))
                .map(prize -> new Held(prize.prizeId(), prize.campaignId()))
                .toList();
    }

    private boolean holds(String holder, long prize) {
        return states.get(prize) == State.HELD && holder.equals(holders.get(prize));
    }

    @Override
    public void giveBack(String holder, Collection<Long> given) {
        given.stream().filter(prize -> holds(holder, prize)).forEach(prize -> {
            states.put(prize, State.FREE);
            holders.remove(prize);
        });
    }

    @Override
    public void markInDoubt(String holder, Collection<Long> doubted) {
        doubted.stream().filter(prize -> holds(holder, prize)).forEach(prize -> states.put(prize, State.DOUBTED));
    }

    @Override
    public List<RunningCampaign> running(Instant now, Instant until) {
        return !paused && now.isBefore(campaign.endsAt()) ? List.of(campaign) : List.of();
    }

    @Override
    public List<Prize> free(long campaignId, int belowOrdinal, int most) {
        return prizes.values().stream()
                .filter(prize -> states.get(prize.prizeId()) == State.FREE && prize.ordinal() < belowOrdinal)
                .sorted(Comparator.comparingInt(Prize::ordinal))
                .limit(most)
                .toList();
    }

    @Override
    public void hold(String holder, RunningCampaign allocated, List<Prize> held) {
        for (Prize prize : held) {
            states.put(prize.prizeId(), State.HELD);
            holders.put(prize.prizeId(), holder);
        }
    }

    @Override
    public Optional<Prize> find(long prizeId) {
        return Optional.ofNullable(prizes.get(prizeId));
    }

    @Override
    public Optional<Terms> winnable(long campaignId, Instant now) {
        return !paused && now.isBefore(campaign.endsAt()) ? Optional.of(terms) : Optional.empty();
    }

    @Override
    public Optional<Win> winOf(long prizeId) {
        return Optional.ofNullable(wins.get(prizeId));
    }

    @Override
    public int wins(long campaignId, long userId) {
        return (int)
                wins.values().stream().filter(win -> win.userId() == userId).count();
    }

    @Override
    public boolean hasWonOf(Prize prize, long userId) {
        return wins.values().stream().anyMatch(win -> win.userId() == userId && win.packetId() == prize.packetId());
    }

    @Override
    public boolean take(String holder, long prizeId) {
        if (!holds(holder, prizeId)) {
            return false;
        }
        states.put(prizeId, State.WON);
        return true;
    }

    @Override
    public void add(Win win) {
        boolean taken = wins.containsKey(win.prizeId())
                || wins.values().stream()
                        .anyMatch(other -> other.userId() == win.userId()
                                && (other.winNumber() == win.winNumber() || other.packetId() == win.packetId()));
        if (taken) {
            throw new IllegalStateException(new SQLException("Duplicate entry", "23000", 1062));
        }
        wins.put(win.prizeId(), win);
    }

    @Override
    public List<Grant> toGrant(Instant wonBefore, int most) {
        return wins.values().stream()
                .filter(win -> win.wonAt().isBefore(wonBefore) && !granted.contains(win.prizeId()))
                .limit(most)
                .map(win -> new Grant(win, terms.name(), terms.sponsorId()))
                .toList();
    }

    @Override
    public void granted(Collection<Long> won) {
        granted.addAll(won);
    }
}
