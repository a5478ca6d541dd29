/** Lanes: one writer a packet, many opens a commit. */
@NullMarked
package redpacket.grab.lane;

import org.jspecify.annotations.NullMarked;
