/** Stops calls whose part is turned off. */
@NullMarked
package redpacket.gateway.switches;

import org.jspecify.annotations.NullMarked;
