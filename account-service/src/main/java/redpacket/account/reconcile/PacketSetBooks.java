package redpacket.account.reconcile;

import java.util.List;
import redpacket.account.reconcile.Books.PacketDigests;
import redpacket.account.reconcile.Books.RangeDigest;
import redpacket.account.reconcile.Books.SetRows;

/** The sets' books at any instance of packet-service. */
record PacketSetBooks(BooksApi packets) implements SetBooks {
    @Override
    public RangeDigest digest(int set, long after, int limit) {
        return packets.digest(set, after, limit);
    }

    @Override
    public PacketDigests packetDigests(int set, long after, long through) {
        return packets.packetDigests(set, after, through);
    }

    @Override
    public SetRows rows(int set, List<Long> numbers) {
        return packets.rows(set, new BooksApi.BooksRequest(numbers));
    }

    @Override
    public void resend(int set, List<EntryName> entries) {
        packets.resend(set, new BooksApi.ResendRequest(entries));
    }
}
