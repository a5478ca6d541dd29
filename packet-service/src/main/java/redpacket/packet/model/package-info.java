/** Packets, as every use case of this service sees them. */
@NullMarked
package redpacket.packet.model;

import org.jspecify.annotations.NullMarked;
