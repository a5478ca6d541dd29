/** gateway-service: the edge of the system. */
@NullMarked
package redpacket.gateway;

import org.jspecify.annotations.NullMarked;
