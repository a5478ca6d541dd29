/** Packets that have ended, answered at the edge (rule E1). */
@NullMarked
package redpacket.gateway.ended;

import org.jspecify.annotations.NullMarked;
