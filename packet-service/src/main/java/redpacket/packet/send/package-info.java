/** Sending a packet: a saga of order, charge and activation, and the sweeper that ends what was left half-way. */
@NullMarked
package redpacket.packet.send;

import org.jspecify.annotations.NullMarked;
