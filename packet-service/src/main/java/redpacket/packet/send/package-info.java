/** Sending: order, charge, activate, and the sweeper that ends what a crash left half-way. */
@NullMarked
package redpacket.packet.send;

import org.jspecify.annotations.NullMarked;
