/** The fast path: answers requests from their heads, in front of the web framework. */
@NullMarked
package redpacket.gateway.fastpath;

import org.jspecify.annotations.NullMarked;
