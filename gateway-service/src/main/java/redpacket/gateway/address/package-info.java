/** Addresses a client: finds the address behind trusted proxies, and holds the rate of an address. */
@NullMarked
package redpacket.gateway.address;

import org.jspecify.annotations.NullMarked;
