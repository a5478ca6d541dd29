/** Consuming events: batches that are tried again without end, and dead letters for what never will do. */
@NullMarked
package redpacket.common.consume;

import org.jspecify.annotations.NullMarked;
