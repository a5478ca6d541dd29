/** A packet's details. */
@NullMarked
package redpacket.packet.view;

import org.jspecify.annotations.NullMarked;
