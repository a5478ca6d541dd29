/** The frames of the owner RPC, by which a gateway sends grabs and opens to a packet's owner. */
@NullMarked
package redpacket.common.owner;

import org.jspecify.annotations.NullMarked;
