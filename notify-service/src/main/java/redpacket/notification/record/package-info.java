/** What a user has sent and received, from what happens to packets. */
@NullMarked
package redpacket.notification.record;

import org.jspecify.annotations.NullMarked;
