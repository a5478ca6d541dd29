package redpacket.account.reconcile;

import java.util.List;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import redpacket.account.reconcile.Books.PacketDigests;
import redpacket.account.reconcile.Books.RangeDigest;
import redpacket.account.reconcile.Books.SetRows;
import redpacket.account.reconcile.SetBooks.EntryName;

/** The books of the sets, as packet-service reads them. */
@HttpExchange("/internal/v1/sets/{set}")
interface BooksApi {
    @GetExchange("/digests")
    RangeDigest digest(
            @PathVariable("set") int set, @RequestParam("after") long after, @RequestParam("limit") int limit);

    @GetExchange("/packet-digests")
    PacketDigests packetDigests(
            @PathVariable("set") int set, @RequestParam("after") long after, @RequestParam("through") long through);

    @PostExchange("/books")
    SetRows rows(@PathVariable("set") int set, @RequestBody BooksRequest request);

    @PostExchange("/resend")
    void resend(@PathVariable("set") int set, @RequestBody ResendRequest request);

    record BooksRequest(List<Long> packetNumbers) {}

    record ResendRequest(List<EntryName> entries) {}
}
