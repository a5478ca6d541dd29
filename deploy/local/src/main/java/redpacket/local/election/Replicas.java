package redpacket.local.election;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the other members follow the leader, and keeps them at it.
 *
 * <p>A replica's thread that stands still is started again; where that does not help, the replica follows anew. A
 * member that applied what the leader does not hold is rebuilt as a copy of a replica that holds all that the leader
 * does. One member is rebuilt at a time. Not thread-safe.
 *
 * @param <M> the members
 */
final class Replicas<M extends Candidate> {
    private static final String COMMITS = "commits";
    private static final String COPIES = "copies";

    /** A member that was told to follow. */
    private static final class State {
        private Candidate.@Nullable Following seen;
        private long checkedNanos;
        private long ranNanos;
        private long resumedNanos;

        State(long nowNanos) {
            ranNanos = nowNanos;
            resumedNanos = nowNanos;
        }

        boolean isRunning() {
            Candidate.Following last = seen;
            return last != null && last.isRunning();
        }
    }

    /** A member that will be rebuilt from a replica that holds all that the leader held when this was found. */
    private record Rebuild<M>(M member, GtidSet donorHolds) {}

    private final List<M> members;
    private final ElectionSettings settings;
    private final LongSupplier nanoTime;
    private final Conditions conditions;
    private final Consumer<String> report;
    private final Map<M, State> followers = new HashMap<>();
    private @Nullable Rebuild<M> rebuild;
    private long leaderCheckedNanos;
    private long acknowledgedBefore = -1;

    Replicas(
            List<M> members,
            ElectionSettings settings,
            LongSupplier nanoTime,
            Conditions conditions,
            Consumer<String> report) {
        this.members = members;
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.conditions = conditions;
        this.report = report;
        this.leaderCheckedNanos = nanoTime.getAsLong();
    }

    void forget(M member) {
        followers.remove(member);
    }

    void forgetAll() {
        followers.clear();
        rebuild = null;
        members.forEach(member -> conditions.clear(member.name()));
        conditions.clear(COMMITS);
        conditions.clear(COPIES);
    }

    boolean isRunning(M member) {
        State state = followers.get(member);
        return state != null && state.isRunning();
    }

    String remark(M member) {
        State state = followers.get(member);
        Candidate.Following seen = state == null ? null : state.seen;
        if (seen == null) {
            return "";
        }
        if (!seen.isRunning()) {
            return "does not follow";
        }
        return seen.lagSeconds() == null ? "replica" : "replica, " + seen.lagSeconds() + " s behind";
    }

    void tick(M leader) {
        for (M member : members) {
            if (member.equals(leader)) {
                conditions.clear(member.name());
            } else if (!member.isAlive()) {
                followers.remove(member);
                conditions.set(member.name(), member.name() + " is down");
            } else {
                tick(member, leader);
            }
        }
        if (members.stream().anyMatch(this::isRunning)) {
            conditions.clear(COPIES);
        } else {
            conditions.set(COPIES, "no replica follows " + leader.name() + ", so every write is refused");
        }
        if (isDue(leaderCheckedNanos)) {
            leaderCheckedNanos = nanoTime.getAsLong();
            checkLeader(leader);
        }
    }

    private boolean isDue(long lastNanos) {
        return nanoTime.getAsLong() - lastNanos >= settings.checkEvery().toNanos();
    }

    private void tick(M member, M leader) {
        State state = followers.get(member);
        if (state != null && state.isRunning() && !isDue(state.checkedNanos)) {
            return;
        }
        if (!member.answers()) {
            conditions.set(member.name(), member.name() + " runs and does not answer");
            return;
        }
        try {
            if (state == null) {
                follow(member, leader);
            } else {
                check(member, state, leader);
            }
        } catch (SQLException e) {
            conditions.set(member.name(), member.name() + " does not follow: " + e.getMessage());
        }
    }

    private void follow(M member, M leader) throws SQLException {
        // In this order: what the leader does in between only adds to what it holds.
        GtidSet executed = member.executed();
        GtidSet led = leader.executed();
        if (led.containsAll(executed)) {
            member.follow(leader);
            State state = new State(nanoTime.getAsLong());
            followers.put(member, state);
            check(member, state, leader);
        } else {
            conditions.set(
                    member.name(),
                    member.name() + " holds " + executed.minus(led) + ", which " + leader.name()
                            + " does not; it will be rebuilt as a copy");
            rebuild(member, led);
        }
    }

    private void check(M member, State state, M leader) throws SQLException {
        long now = nanoTime.getAsLong();
        state.checkedNanos = now;
        Candidate.Following seen = member.following();
        state.seen = seen;
        for (String wrong : member.repairAsReplica()) {
            report.accept(member.name() + ": " + wrong);
        }
        if (seen.isRunning()) {
            state.ranNanos = now;
            conditions.clear(member.name());
            return;
        }
        conditions.set(
                member.name(),
                member.name() + " does not follow " + leader.name()
                        + (seen.error().isEmpty() ? "" : ": " + seen.error()));
        if (now - state.ranNanos >= settings.healAfter().toNanos()) {
            followers.remove(member);
        } else if (isDue(state.resumedNanos)) {
            state.resumedNanos = now;
            member.resume();
        }
    }

    private void rebuild(M member, GtidSet led) throws SQLException {
        Rebuild<M> current = rebuild;
        if (current == null || !current.member().isAlive() || isRunning(current.member())) {
            current = new Rebuild<>(member, led);
            rebuild = current;
        }
        if (!current.member().equals(member)) {
            return;
        }
        // Not the leader: it has commits that wait for an acknowledgement while no replica follows, and would hold up
        // the copy.
        M donor = holderOf(current.donorHolds());
        if (donor == null) {
            return;
        }
        rebuild = null;
        report.accept(member.name() + " is rebuilt as a copy of " + donor.name());
        try {
            member.rebuildFrom(donor);
        } finally {
            followers.remove(donor);
        }
    }

    /** A replica that follows and has applied all of this, or null. The leader is none. */
    private @Nullable M holderOf(GtidSet transactions) throws SQLException {
        for (M member : members) {
            if (isRunning(member) && member.executed().containsAll(transactions)) {
                return member;
            }
        }
        return null;
    }

    private void checkLeader(M leader) {
        try {
            Candidate.Commits commits = leader.repairAsLeader();
            for (String wrong : commits.repaired()) {
                report.accept(leader.name() + ": " + wrong);
            }
            if (commits.waiting() > 0 && commits.acknowledged() == acknowledgedBefore) {
                conditions.set(
                        COMMITS,
                        "commits on " + leader.name() + " wait for an acknowledgement, so every write is refused");
                releaseHeld(leader);
            } else {
                conditions.clear(COMMITS);
            }
            acknowledgedBefore = commits.acknowledged();
        } catch (SQLException e) {
            conditions.set(COMMITS, "the commits of " + leader.name() + " cannot be checked: " + e.getMessage());
        }
    }

    /**
     * Where a replica has applied all that the leader wrote, the acknowledgement was lost with a connection. Nothing is
     * sent again, and the commits behind it cannot be written, so none would ever be acknowledged.
     */
    private void releaseHeld(M leader) throws SQLException {
        // In this order: what a replica applies in between only adds to what it holds.
        M holder = holderOf(leader.executed());
        int released = holder == null ? 0 : leader.releaseCommits();
        if (holder != null && released > 0) {
            report.accept(leader.name() + ": " + released + " commits waited for a lost acknowledgement; "
                    + holder.name() + " holds them");
        }
    }
}
