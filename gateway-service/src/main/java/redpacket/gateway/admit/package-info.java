/** Admits requests: calls by method and path, identity, rates, bounds, and a problem for every other request. */
@NullMarked
package redpacket.gateway.admit;

import org.jspecify.annotations.NullMarked;
