/** Which service, and which instance of it, a request goes to. */
@NullMarked
package redpacket.gateway.route;

import org.jspecify.annotations.NullMarked;
