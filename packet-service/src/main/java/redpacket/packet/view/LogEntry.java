package redpacket.packet.view;

import java.time.Instant;

/** An entry of a packet's log. User 0 closed the packet and took what was left for the sender. */
record LogEntry(int sequence, long userId, long amountFen, Instant at) {
    boolean isOpen() {
        return userId != 0;
    }
}
