/** What is let in: paths by exact shape, limits, rates, and problems for the rest. */
@NullMarked
package redpacket.gateway.admit;

import org.jspecify.annotations.NullMarked;
