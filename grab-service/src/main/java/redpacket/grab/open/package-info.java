/** Grab and open, by the owner RPC and by HTTP, and the calls of other services to a packet's owner. */
@NullMarked
package redpacket.grab.open;

import org.jspecify.annotations.NullMarked;
