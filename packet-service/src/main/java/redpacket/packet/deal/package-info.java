/** Prizes on their way to winners: dealt to gateways in leases, won once, granted in the packet's set. */
@NullMarked
package redpacket.packet.deal;

import org.jspecify.annotations.NullMarked;
