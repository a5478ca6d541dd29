/** Who calls: tokens, verified once and remembered. */
@NullMarked
package redpacket.gateway.identify;

import org.jspecify.annotations.NullMarked;
