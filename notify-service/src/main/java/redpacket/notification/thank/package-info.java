/** Thanks of an opener to the sender of a packet, once each. */
@NullMarked
package redpacket.notification.thank;

import org.jspecify.annotations.NullMarked;
