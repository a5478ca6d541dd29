/** A user's nickname and avatar. */
@NullMarked
package redpacket.notification.profile;

import org.jspecify.annotations.NullMarked;
