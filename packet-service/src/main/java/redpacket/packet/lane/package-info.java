/** The lanes of the packets, at the instances of grab-service that own them. */
@NullMarked
package redpacket.packet.lane;

import org.jspecify.annotations.NullMarked;
