/** How much one user may ask. */
@NullMarked
package redpacket.gateway.limit;

import org.jspecify.annotations.NullMarked;
