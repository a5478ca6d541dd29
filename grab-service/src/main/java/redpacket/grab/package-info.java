/** Grab and open: the shares of a packet and the users that receive them. */
@NullMarked
package redpacket.grab;

import org.jspecify.annotations.NullMarked;
