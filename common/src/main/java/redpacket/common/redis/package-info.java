/** The Redis of each packet set, which holds copies and nothing that could not be made again. */
@NullMarked
package redpacket.common.redis;

import org.jspecify.annotations.NullMarked;
