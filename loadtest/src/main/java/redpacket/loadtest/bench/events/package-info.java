/** The bench of many clients that follow their events. */
@NullMarked
package redpacket.loadtest.bench.events;

import org.jspecify.annotations.NullMarked;
