/** The state of each set and switch: operators decide it, and every process follows it. */
@NullMarked
package redpacket.packet.control;

import org.jspecify.annotations.NullMarked;
