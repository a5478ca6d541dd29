/** The bench of more load than the stack can serve. */
@NullMarked
package redpacket.loadtest.bench.overload;

import org.jspecify.annotations.NullMarked;
