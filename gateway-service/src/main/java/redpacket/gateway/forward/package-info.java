/** Carries a request to the service instance that owns it, behind a pool, a bulkhead and a breaker of its own per set. */
@NullMarked
package redpacket.gateway.forward;

import org.jspecify.annotations.NullMarked;
