/** Views of packets for their audience, with names from the set's Redis. */
@NullMarked
package redpacket.packet.view;

import org.jspecify.annotations.NullMarked;
