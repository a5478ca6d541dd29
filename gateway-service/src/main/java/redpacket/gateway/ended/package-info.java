/** Packets that have ended, answered at the edge to those who did not win. */
@NullMarked
package redpacket.gateway.ended;

import org.jspecify.annotations.NullMarked;
