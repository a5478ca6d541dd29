/** Answers shakes from leased prizes; only a win calls a service. */
@NullMarked
package redpacket.gateway.shake;

import org.jspecify.annotations.NullMarked;
