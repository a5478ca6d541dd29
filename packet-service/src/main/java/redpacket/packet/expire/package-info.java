/** Expiry: finds packets whose time has passed and has their lanes close them. */
@NullMarked
package redpacket.packet.expire;

import org.jspecify.annotations.NullMarked;
