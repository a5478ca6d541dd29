/** Who calls: tokens, verified with keys that are fetched ahead. */
@NullMarked
package redpacket.gateway.identify;

import org.jspecify.annotations.NullMarked;
