/** Campaigns of sponsors: cut into packets, charged, announced, ended and settled. */
@NullMarked
package redpacket.packet.campaign;

import org.jspecify.annotations.NullMarked;
