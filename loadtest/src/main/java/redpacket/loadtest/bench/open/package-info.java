/** Benches of opens and of calls without a database, beside row locking. */
@NullMarked
package redpacket.loadtest.bench.open;

import org.jspecify.annotations.NullMarked;
