package redpacket.local.election;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which member of a group leads, and what is done so that the others follow. Not thread-safe. */
public interface Leadership<M extends Candidate> {
    @Nullable
    M primary();

    /** A member is about to be started; whether it keeps what it logged and nobody acknowledged. */
    boolean starts(M member);

    /** One look at everything, one step where one is due. Never throws for a member that is in trouble. */
    void tick();

    /** Whether there is a primary and every living member follows it. */
    boolean isSettled();

    /** Whether there is a primary and at least one member follows it. */
    boolean hasTwoCopies();

    /** Whether it leads, or follows, at the last check. */
    boolean isReady(M member);

    /** A word on a member for operators. */
    String remark(M member);

    /** What stands in the group's way now, one line each. */
    List<String> conditions();
}
