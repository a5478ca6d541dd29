package redpacket.notification.share;

import java.util.List;
import redpacket.notification.share.ShareMapper.Delivery;

/**
 * The undelivered messages of shares. A method throws when the database does not answer; its effect is then unknown.
 */
interface Deliveries {
    /** The oldest share first. */
    List<Delivery> oldest(int limit);

    /** Puts the messages into the inboxes and deletes their pending rows, in one transaction. May be repeated. */
    void deliver(List<Delivery> deliveries);

    long pending();
}
