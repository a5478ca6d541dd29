/** What a packet is. */
@NullMarked
package redpacket.packet.model;

import org.jspecify.annotations.NullMarked;
