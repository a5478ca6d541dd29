/** Ids: users, packets with their set and MAC, and the time-ordered numbers inside them. */
@NullMarked
package redpacket.common.id;

import org.jspecify.annotations.NullMarked;
