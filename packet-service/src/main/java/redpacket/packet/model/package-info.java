/** What a packet is to every use case of this service. */
@NullMarked
package redpacket.packet.model;

import org.jspecify.annotations.NullMarked;
