package redpacket.local.server;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who leads a member group.
 *
 * <p>States and what moves between them, all on {@link #tick}, {@link #starts} and {@link #found}:
 *
 * <ul>
 *   <li>led → leaderless: the primary's process is gone, or is started anew. A primary that is only slow leads on.
 *   <li>leaderless → leaderless: fewer than two members answer (one copy takes no write and cannot be compared); the
 *       last primary runs with its whole log and does not answer yet; a member that runs does not answer yet, while
 *       the state is younger than 8 s; the member that holds most cannot apply all of it.
 *   <li>leaderless → led: otherwise. The member that holds most leads, of equals the last primary.
 *   <li>leaderless → led, without an election: one member is found writable already.
 *   <li>led → led: a member that answers and does not follow is made to follow.
 * </ul>
 *
 * <p>A member starts with its whole log when it was the last primary and nobody leads: what it has logged it may have
 * acknowledged, and nobody else need hold it. Once another leads, it starts without the tail that was not
 * acknowledged, which no other member has.
 *
 * <p>INVARIANT: a member is made writable only while none other is, and only when it holds, applied, all that any
 * member that answers holds. What was acknowledged is on two of three, so one of any two holds it. Not thread-safe.
 *
 * @param <M> the members
 */
final class Leadership<M extends Candidate> {
    static final long YOUNG_NANOS = 8_000_000_000L;

    /** Remembers across restarts who led last. */
    interface Memory {
        String lastPrimary();

        void remember(String name);
    }

    private final List<M> members;
    private final Memory memory;
    private final LongSupplier nanoTime;
    private final Set<M> following = new HashSet<>();
    private @Nullable M primary;
    private @Nullable M wholeLog;
    private long leaderlessSinceNanos;

    Leadership(List<M> members, Memory memory, LongSupplier nanoTime) {
        this.members = List.copyOf(members);
        this.memory = memory;
        this.nanoTime = nanoTime;
        this.leaderlessSinceNanos = nanoTime.getAsLong();
    }

    @Nullable
    M primary() {
        return primary;
    }

    /** A member is about to be started; whether it keeps its whole log. */
    boolean starts(M member) {
        following.remove(member);
        if (member.equals(primary)) {
            loseLeader();
        }
        boolean whole = primary == null && memory.lastPrimary().equals(member.name());
        if (whole) {
            wholeLog = member;
        }
        return whole;
    }

    /** A member is writable already, and no other: it leads, without an election. */
    void found(M member) {
        memory.remember(member.name());
        primary = member;
        wholeLog = null;
        following.clear();
    }

    /** One look at everything, one step where one is due. Never throws for a member that is in trouble. */
    void tick() {
        M current = primary;
        if (current != null && !current.isAlive()) {
            loseLeader();
        }
        following.removeIf(member -> !member.isAlive());
        if (primary == null) {
            elect();
        }
        M leader = primary;
        if (leader != null) {
            members.stream()
                    .filter(member -> !member.equals(leader) && !following.contains(member))
                    .filter(member -> member.isAlive() && member.answers())
                    .forEach(member -> follow(member, leader));
        }
    }

    private void loseLeader() {
        primary = null;
        wholeLog = null;
        following.clear();
        leaderlessSinceNanos = nanoTime.getAsLong();
    }

    private void elect() {
        List<M> alive = members.stream().filter(Candidate::isAlive).toList();
        List<M> answering = alive.stream().filter(Candidate::answers).toList();
        boolean young = nanoTime.getAsLong() - leaderlessSinceNanos < YOUNG_NANOS;
        M last = wholeLog;
        boolean lastIsComing = last != null && last.isAlive() && !answering.contains(last);
        if (answering.size() < 2 || lastIsComing || (young && answering.size() < alive.size())) {
            return;
        }
        try {
            M best = furthest(answering);
            best.applyAll();
            // Remembered first: should this process end here, the one remembered keeps all that it holds.
            memory.remember(best.name());
            best.lead();
            primary = best;
            wholeLog = null;
        } catch (SQLException e) {
            System.out.println("no primary yet: " + e.getMessage());
        }
    }

    private M furthest(List<M> answering) throws SQLException {
        M best = answering.getFirst();
        long most = best.holds();
        for (M member : answering.subList(1, answering.size())) {
            long holds = member.holds();
            if (holds > most || (holds == most && member.name().equals(memory.lastPrimary()))) {
                best = member;
                most = holds;
            }
        }
        return best;
    }

    private void follow(M member, M leader) {
        try {
            member.follow(leader);
            following.add(member);
        } catch (SQLException e) {
            System.out.println(member.name() + " does not follow yet: " + e.getMessage());
        }
    }

    /** Whether there is a primary and every living member follows it. */
    boolean isSettled() {
        M leader = primary;
        if (leader == null) {
            return false;
        }
        for (M member : members) {
            boolean settled = member.equals(leader) || (following.contains(member) && follows(member));
            if (member.isAlive() && !settled) {
                return false;
            }
        }
        return true;
    }

    private static boolean follows(Candidate member) {
        try {
            return member.isFollowing();
        } catch (SQLException e) {
            return false;
        }
    }
}
