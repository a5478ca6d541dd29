/** Ended packets in the set's Redis, so that an instance with an empty memory need not read the database. */
@NullMarked
package redpacket.grab.ended;

import org.jspecify.annotations.NullMarked;
