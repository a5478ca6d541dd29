/** Identifies the caller: verifies bearer tokens with the keys that the issuer publishes. */
@NullMarked
package redpacket.gateway.identify;

import org.jspecify.annotations.NullMarked;
