/** Prizes: allocated to gateways in leases, won once, granted in the packet's set. */
@NullMarked
package redpacket.packet.allocate;

import org.jspecify.annotations.NullMarked;
