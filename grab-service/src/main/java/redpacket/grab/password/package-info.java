/** Tries of a packet's password: five a user, however many processes count. */
@NullMarked
package redpacket.grab.password;

import org.jspecify.annotations.NullMarked;
