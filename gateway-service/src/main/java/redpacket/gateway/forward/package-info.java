/** Forwards a request to its service, with a pool, a bulkhead and a breaker for each set. */
@NullMarked
package redpacket.gateway.forward;

import org.jspecify.annotations.NullMarked;
