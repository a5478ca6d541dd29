package redpacket.packet.view;

import java.time.Instant;

/** An entry of a packet's log. User 0 is the closing entry, which returns the rest to the sender. */
record LogEntry(int sequence, long userId, long amountFen, Instant at) {
    boolean isOpen() {
        return userId != 0;
    }
}
