/** Ended packets in the set's Redis, so that a cold instance need not ask the database. */
@NullMarked
package redpacket.grab.ended;

import org.jspecify.annotations.NullMarked;
