/** The bench of stacks of several sizes. */
@NullMarked
package redpacket.loadtest.bench.scale;

import org.jspecify.annotations.NullMarked;
