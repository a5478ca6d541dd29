/** The ops listener: its own port in the same process. */
@NullMarked
package redpacket.gateway.operate;

import org.jspecify.annotations.NullMarked;
