/** The sets of this process and their lanes: one writer a packet, many opens a commit. */
@NullMarked
package redpacket.grab.lane;

import org.jspecify.annotations.NullMarked;
