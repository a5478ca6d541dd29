/** Shakes a second of one gateway on one core, beside servers that only give a constant answer. */
@NullMarked
package redpacket.loadtest.bench.shake;

import org.jspecify.annotations.NullMarked;
