/** Tells people of a packet, each once for a share. */
@NullMarked
package redpacket.notification.share;

import org.jspecify.annotations.NullMarked;
