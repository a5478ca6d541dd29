/** The right to share a packet. */
@NullMarked
package redpacket.packet.invite;

import org.jspecify.annotations.NullMarked;
