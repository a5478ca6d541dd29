/** Sending a packet: a saga of order, charge and activation, and the sweeper that ends unfinished orders. */
@NullMarked
package redpacket.packet.send;

import org.jspecify.annotations.NullMarked;
