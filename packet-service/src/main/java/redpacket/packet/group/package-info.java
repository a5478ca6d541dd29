/** The members of chat groups: from notify-service, or from the copy of its events while it is down. */
@NullMarked
package redpacket.packet.group;

import org.jspecify.annotations.NullMarked;
