/** What a request to the edge is: call, caller, packet, answer. */
@NullMarked
package redpacket.gateway.model;

import org.jspecify.annotations.NullMarked;
