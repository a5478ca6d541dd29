/** The packet sets as this process reaches them, and work that one process at a time does on a set. */
@NullMarked
package redpacket.packet.set;

import org.jspecify.annotations.NullMarked;
