/** Faults of a running stack: each is struck, lasts a while, and ends. */
@NullMarked
package redpacket.loadtest.fault;

import org.jspecify.annotations.NullMarked;
