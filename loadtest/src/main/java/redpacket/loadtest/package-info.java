/** Benchmarks of the running system. */
@NullMarked
package redpacket.loadtest;

import org.jspecify.annotations.NullMarked;
