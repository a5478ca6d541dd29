/** What a packet looks like to somebody who may see it, with names from the set's Redis. */
@NullMarked
package redpacket.packet.view;

import org.jspecify.annotations.NullMarked;
