/** The listeners' limits: connections, streams, headers, time. */
@NullMarked
package redpacket.gateway.listen;

import org.jspecify.annotations.NullMarked;
