/** What happens to packets, turned into messages and records as it is heard of. */
@NullMarked
package redpacket.notification.hear;

import org.jspecify.annotations.NullMarked;
