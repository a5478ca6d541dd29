/** The bench of shakes: one gateway on one core, beside servers with a constant answer. */
@NullMarked
package redpacket.loadtest.bench.shake;

import org.jspecify.annotations.NullMarked;
