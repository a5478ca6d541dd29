/** Grab and open: who gets which share of a packet. */
@NullMarked
package redpacket.grab;

import org.jspecify.annotations.NullMarked;
