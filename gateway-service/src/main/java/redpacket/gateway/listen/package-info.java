/** The bounds of the listeners (connections, streams, headers, time), and the end of their connections. */
@NullMarked
package redpacket.gateway.listen;

import org.jspecify.annotations.NullMarked;
