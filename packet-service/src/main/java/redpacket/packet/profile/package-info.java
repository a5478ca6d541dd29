/** Copying users' names and avatars into each set's Redis, and reading them there. */
@NullMarked
package redpacket.packet.profile;

import org.jspecify.annotations.NullMarked;
