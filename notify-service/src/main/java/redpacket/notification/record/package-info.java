/** The records of sent and received packets, and their sums. */
@NullMarked
package redpacket.notification.record;

import org.jspecify.annotations.NullMarked;
