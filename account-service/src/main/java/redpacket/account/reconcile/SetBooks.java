package redpacket.account.reconcile;

import java.util.List;
import redpacket.account.reconcile.Books.PacketDigests;
import redpacket.account.reconcile.Books.RangeDigest;
import redpacket.account.reconcile.Books.SetRows;

/** The rows of the sets. Every call may throw when the set cannot be asked. */
interface SetBooks {
    /** Of the next packets after a number. */
    RangeDigest digest(int set, long after, int limit);

    PacketDigests packetDigests(int set, long after, long through);

    /** Of at most 100 packets. */
    SetRows rows(int set, List<Long> numbers);

    /** Has the events of log entries published once more; each is a packet's number and a sequence. */
    void resend(int set, List<EntryName> entries);

    record EntryName(long packetNumber, int sequence) {}
}
