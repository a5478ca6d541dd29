/** Profiles, groups, shares, thanks, inboxes, streams and records of users. */
@NullMarked
package redpacket.notification;

import org.jspecify.annotations.NullMarked;
