/** How packet-service is asked. */
@NullMarked
package redpacket.notification.packet;

import org.jspecify.annotations.NullMarked;
