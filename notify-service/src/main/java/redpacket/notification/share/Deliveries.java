package redpacket.notification.share;

import java.util.List;
import redpacket.notification.share.ShareMapper.Delivery;

/** The messages of shares that wait. Methods throw when the database does not answer; what they did is unknown then. */
interface Deliveries {
    /** The oldest share first. */
    List<Delivery> oldest(int limit);

    /** Puts them into the inboxes and takes them from what waits, in one transaction. Bears being repeated. */
    void deliver(List<Delivery> deliveries);

    long pending();
}
