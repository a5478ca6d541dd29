package redpacket.packet.set;

import java.time.Duration;

/** Something that is opened in the background at the start, and that serving should wait for a while. */
public interface Opening {
    /** For the log. */
    String what();

    /** Whether it is open, now or in time. */
    boolean await(Duration atMost) throws InterruptedException;
}
