package redpacket.local.election;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which member of a group leads.
 *
 * <p>States and their transitions, all in {@link #tick}, {@link #starts} and {@link #found}:
 *
 * <ul>
 *   <li>led → leaderless: the primary's process ended, was started anew, or was killed since it answered no probe for
 *       {@link ElectionSettings#hungAfter}.
 *   <li>leaderless → leaderless: fewer than two members answer, since one copy takes no write and cannot be compared.
 *       Or a member that runs does not answer yet, within a bound. Or no member that can apply it holds everything. Or
 *       the only member that may lead has no replica yet, and another is rebuilt as a copy of it.
 *   <li>leaderless → led: otherwise. Of several such members the last primary comes first.
 *   <li>leaderless → led, without an election: one member is found writable already.
 * </ul>
 *
 * <p>A member starts with its whole log when it was the last primary and nobody leads: it may have acknowledged what it
 * logged, and no other member need hold it. Once another leads, it starts without the tail that was not acknowledged.
 *
 * <p>INVARIANT: a member is made writable only while no other is. It then holds, applied, every transaction of the last
 * reign that any member that answers holds, and none from outside that reign. Each acknowledged transaction is on two
 * of three members, so one of any two holds it. A member with transactions from outside never acknowledged the last
 * leader. Not thread-safe.
 *
 * @param <M> the members
 */
public final class Election<M extends Candidate> implements Leadership<M> {
    private static final String PRIMARY = "primary";

    /** Remembers the last reign across restarts. */
    public interface Memory {
        Reign last();

        void remember(Reign reign);
    }

    private final List<M> members;
    private final Memory memory;
    private final ElectionSettings settings;
    private final LongSupplier nanoTime;
    private final Consumer<String> report;
    private final Conditions conditions;
    private final Replicas<M> replicas;
    private @Nullable M primary;
    private @Nullable M wholeLog;
    private long wholeLogSinceNanos;
    private long leaderlessSinceNanos;
    private long answeredNanos;
    private int unanswered;

    public Election(
            List<M> members, Memory memory, ElectionSettings settings, LongSupplier nanoTime, Consumer<String> report) {
        this.members = List.copyOf(members);
        this.memory = memory;
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.report = report;
        this.conditions = new Conditions(nanoTime, report);
        this.replicas = new Replicas<>(this.members, settings, nanoTime, conditions, report);
        this.leaderlessSinceNanos = nanoTime.getAsLong();
    }

    @Override
    public @Nullable M primary() {
        return primary;
    }

    @Override
    public boolean starts(M member) {
        replicas.forget(member);
        if (member.equals(primary)) {
            loseLeader();
        }
        boolean whole = primary == null && memory.last().leader().equals(member.name());
        if (whole && !member.equals(wholeLog)) {
            wholeLog = member;
            wholeLogSinceNanos = nanoTime.getAsLong();
        }
        return whole;
    }

    /** A member is writable already, and no other: it leads, without an election. */
    public void found(M member) throws SQLException {
        memory.remember(new Reign(member.name(), member.source(), member.executed()));
        becomePrimary(member);
    }

    @Override
    public void tick() {
        watchPrimary();
        if (primary == null) {
            elect();
        }
        M leader = primary;
        if (leader != null) {
            replicas.tick(leader);
        }
    }

    private void watchPrimary() {
        M current = primary;
        if (current == null) {
            return;
        }
        if (!current.isAlive()) {
            loseLeader();
            return;
        }
        if (unanswered == 0
                && nanoTime.getAsLong() - answeredNanos < settings.probeEvery().toNanos()) {
            return;
        }
        if (current.answers()) {
            answeredNanos = nanoTime.getAsLong();
            unanswered = 0;
            conditions.clear(PRIMARY);
            return;
        }
        unanswered++;
        conditions.set(PRIMARY, current.name() + " leads and does not answer");
        boolean hung =
                nanoTime.getAsLong() - answeredNanos >= settings.hungAfter().toNanos();
        if (!hung || unanswered < settings.unansweredMin()) {
            return;
        }
        if (current.fence()) {
            report.accept(current.name() + " answered no probe for "
                    + settings.hungAfter().toSeconds() + " s and was killed, so that another member may lead");
            loseLeader();
        } else {
            conditions.set(PRIMARY, current.name() + " leads, does not answer, and must be stopped by an operator");
        }
    }

    private void loseLeader() {
        primary = null;
        wholeLog = null;
        replicas.forgetAll();
        leaderlessSinceNanos = nanoTime.getAsLong();
    }

    private void becomePrimary(M member) {
        primary = member;
        wholeLog = null;
        answeredNanos = nanoTime.getAsLong();
        unanswered = 0;
        conditions.clear(PRIMARY);
        replicas.forgetAll();
    }

    private void elect() {
        List<M> alive = members.stream().filter(Candidate::isAlive).toList();
        List<M> answering = alive.stream().filter(Candidate::answers).toList();
        String missing = members.stream()
                .filter(member -> !answering.contains(member))
                .map(Candidate::name)
                .collect(Collectors.joining(", "));
        long now = nanoTime.getAsLong();
        boolean young = now - leaderlessSinceNanos < settings.youngFor().toNanos();
        M last = wholeLog;
        boolean lastIsComing = last != null
                && last.isAlive()
                && !answering.contains(last)
                && now - wholeLogSinceNanos < settings.startMax().toNanos();
        if (answering.size() < 2 || lastIsComing || (young && answering.size() < alive.size())) {
            waitFor(missing + " to answer");
            return;
        }
        try {
            String problems = elect(answering);
            if (!problems.isEmpty()) {
                waitFor(problems + (missing.isEmpty() ? "" : "; missing: " + missing));
            }
        } catch (SQLException e) {
            waitFor("an answer: " + e.getMessage());
        }
    }

    private void waitFor(String what) {
        conditions.set(PRIMARY, "no primary; waits for " + what);
    }

    /** Why no member leads yet; empty when one does. */
    private String elect(List<M> answering) throws SQLException {
        Reign reign = memory.last();
        Map<M, GtidSet> held = new LinkedHashMap<>();
        GtidSet required = GtidSet.EMPTY;
        for (M member : answering) {
            GtidSet holds = member.held();
            held.put(member, holds);
            required = required.union(holds.minus(reign.foreign(holds)));
        }
        List<String> problems = new ArrayList<>();
        List<M> candidates = new ArrayList<>();
        List<M> foreign = new ArrayList<>();
        for (M member : answering) {
            GtidSet holds = held.getOrDefault(member, GtidSet.EMPTY);
            GtidSet lacks = required.minus(holds);
            if (!reign.foreign(holds).isEmpty()) {
                foreign.add(member);
                problems.add(member.name() + " to be rebuilt, which holds " + reign.foreign(holds)
                        + " from outside the reign of " + reign.leader());
            } else if (!lacks.isEmpty()) {
                problems.add(member.name() + " to receive " + lacks);
            } else {
                candidates.add(member.name().equals(reign.leader()) ? 0 : candidates.size(), member);
            }
        }
        for (M candidate : candidates) {
            try {
                candidate.applyAll();
                if (answering.size() - foreign.size() < 2) {
                    // A leader without a replica has commits that wait, and they would hold up a copy of it.
                    rebuild(foreign.getFirst(), candidate);
                    break;
                }
                // Before it leads: should this process end in between, the member keeps all that it holds.
                memory.remember(new Reign(candidate.name(), candidate.source(), candidate.executed()));
                candidate.lead();
                becomePrimary(candidate);
                return "";
            } catch (SQLException e) {
                problems.addFirst(candidate.name() + " to apply all that it holds: " + e.getMessage());
            }
        }
        return String.join("; ", problems);
    }

    private void rebuild(M member, M donor) throws SQLException {
        report.accept(member.name() + " holds transactions from outside the last reign and is rebuilt as a copy of "
                + donor.name());
        member.rebuildFrom(donor);
    }

    @Override
    public boolean isSettled() {
        M leader = primary;
        return leader != null
                && members.stream()
                        .allMatch(member -> member.equals(leader) || !member.isAlive() || replicas.isRunning(member));
    }

    @Override
    public boolean hasTwoCopies() {
        return primary != null && members.stream().anyMatch(replicas::isRunning);
    }

    @Override
    public boolean isReady(M member) {
        return member.equals(primary) || replicas.isRunning(member);
    }

    @Override
    public String remark(M member) {
        return member.equals(primary) ? PRIMARY : replicas.remark(member);
    }

    @Override
    public List<String> conditions() {
        return conditions.texts();
    }
}
