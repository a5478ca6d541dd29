package redpacket.loadtest.fault;

import java.time.Duration;

/** One fault of a running stack. */
public interface Fault {
    /** In words, such as "freeze the primary of set-1". */
    String name();

    /** The member group that the fault strikes; empty if it strikes none. */
    default String group() {
        return expectation().set();
    }

    Duration lasts();

    Expectation expectation();

    Struck strike(FaultedStack stack) throws Exception;

    /** Ends a fault, or restores what it changed. */
    @FunctionalInterface
    interface End {
        void run() throws Exception;
    }

    /**
     * A fault that was struck.
     *
     * @param shownAs a line of {@code ./redpacket status} that shows the fault contains this text
     * @param formerPrimary the member that led and has to follow or lead in the end; empty if the fault strikes none
     */
    record Struck(String shownAs, String formerPrimary, End end) {}
}
