/** Packets from order to end: send, details, expiry; and the control of sets. */
@NullMarked
package redpacket.packet;

import org.jspecify.annotations.NullMarked;
