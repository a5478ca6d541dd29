/** Messages of what happened to one's packets and money. */
@NullMarked
package redpacket.notification.inbox;

import org.jspecify.annotations.NullMarked;
