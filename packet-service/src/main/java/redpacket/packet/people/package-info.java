/** Calls of notify-service: short, and never a condition of anything. */
@NullMarked
package redpacket.packet.people;

import org.jspecify.annotations.NullMarked;
