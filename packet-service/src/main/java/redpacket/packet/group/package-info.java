/** Who is in a chat group: asked of notify-service, and where it is away taken from the copy of its events. */
@NullMarked
package redpacket.packet.group;

import org.jspecify.annotations.NullMarked;
