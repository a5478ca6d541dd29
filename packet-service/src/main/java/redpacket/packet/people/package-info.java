/** How notify-service is asked: briefly, and never as a condition of anything. */
@NullMarked
package redpacket.packet.people;

import org.jspecify.annotations.NullMarked;
