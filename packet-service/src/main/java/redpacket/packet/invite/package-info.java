/** Who may share a packet. */
@NullMarked
package redpacket.packet.invite;

import org.jspecify.annotations.NullMarked;
