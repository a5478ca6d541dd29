package redpacket.common.database;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A member group as one process sees it.
 *
 * @param primary host:port, null when there is none
 * @param commits on two machines since the primary started
 * @param accepting whether commits are acknowledged by a replica in time
 */
public record MemberGroupStatus(
        @Nullable String primary, List<Replica> replicas, SemiSync semiSync, long commits, boolean accepting) {
    public MemberGroupStatus {
        replicas = List.copyOf(replicas);
    }

    /** A replica; lagMillis is null when it is not known. */
    public record Replica(
            String address, boolean reachable, @Nullable Long lagMillis) {}

    /**
     * Semi-sync as the primary says it.
     *
     * @param clients replicas that it believes in; a dead one may still count
     */
    public record SemiSync(boolean on, int clients) {}
}
