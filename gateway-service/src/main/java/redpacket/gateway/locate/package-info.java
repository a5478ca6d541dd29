/** Locates the instance that answers a request: by user, by packet, or by the set of the packet. */
@NullMarked
package redpacket.gateway.locate;

import org.jspecify.annotations.NullMarked;
