/** Closing packets whose time has passed, through the lane that owns them. */
@NullMarked
package redpacket.packet.expire;

import org.jspecify.annotations.NullMarked;
