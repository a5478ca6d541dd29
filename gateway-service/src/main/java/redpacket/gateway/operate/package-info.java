/** The listener of operators. */
@NullMarked
package redpacket.gateway.operate;

import org.jspecify.annotations.NullMarked;
