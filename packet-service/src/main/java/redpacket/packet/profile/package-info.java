/** Nicknames and avatars, cached in each set's Redis from the topic of changes. */
@NullMarked
package redpacket.packet.profile;

import org.jspecify.annotations.NullMarked;
