/** Campaigns of sponsors: cut into packets, paid, told of, ended and settled. */
@NullMarked
package redpacket.packet.campaign;

import org.jspecify.annotations.NullMarked;
