/** Benches at a rate that is held: latency, and the time until the wallet. */
@NullMarked
package redpacket.loadtest.bench.rate;

import org.jspecify.annotations.NullMarked;
