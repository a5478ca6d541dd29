/** Shakes, answered from prizes that were dealt ahead: only a win is written. */
@NullMarked
package redpacket.gateway.shake;

import org.jspecify.annotations.NullMarked;
