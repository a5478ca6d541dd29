/** Load on the public API: clients, calls, packets to open, warm-up. */
@NullMarked
package redpacket.loadtest.load;

import org.jspecify.annotations.NullMarked;
