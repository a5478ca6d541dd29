/** Messages as they come, to whoever keeps a connection open. */
@NullMarked
package redpacket.notification.follow;

import org.jspecify.annotations.NullMarked;
