/** The states of sets: kept, told to every process, changed by operators. */
@NullMarked
package redpacket.packet.control;

import org.jspecify.annotations.NullMarked;
