package redpacket.packet.expire;

import java.time.Instant;
import java.util.List;

/** The packets of one set whose time has passed and which are still open. */
interface DuePackets {
    /** At most so many, those that expired first, after this position. */
    List<Due> expired(Instant now, Due after, int packetsMax);

    /** A packet and its time; also a place in the order of time. */
    record Due(Instant expiresAt, long packetId) {
        static final Due START = new Due(Instant.EPOCH, 0);
    }
}
