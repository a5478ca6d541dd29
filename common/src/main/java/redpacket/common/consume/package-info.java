/** Consumes events: batches are tried again without end, and malformed records become dead letters. */
@NullMarked
package redpacket.common.consume;

import org.jspecify.annotations.NullMarked;
