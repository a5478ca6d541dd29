/** The state of each set: what operators decide, and how every process hears of it. */
@NullMarked
package redpacket.packet.control;

import org.jspecify.annotations.NullMarked;
