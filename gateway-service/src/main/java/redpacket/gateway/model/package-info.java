/** The request to the gateway: its call, its caller, its packet. */
@NullMarked
package redpacket.gateway.model;

import org.jspecify.annotations.NullMarked;
