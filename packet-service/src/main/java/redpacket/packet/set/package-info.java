/** The packet sets that this service reads and writes. */
@NullMarked
package redpacket.packet.set;

import org.jspecify.annotations.NullMarked;
