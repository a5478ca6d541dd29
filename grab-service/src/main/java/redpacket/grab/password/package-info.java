/** The tries of a packet's password. */
@NullMarked
package redpacket.grab.password;

import org.jspecify.annotations.NullMarked;
