/** The owner RPC from the gateway to a packet's owner: many small calls on one connection, each with its number. */
@NullMarked
package redpacket.common.owner;

import org.jspecify.annotations.NullMarked;
