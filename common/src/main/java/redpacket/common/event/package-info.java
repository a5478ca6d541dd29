/** Events of packets: their JSON, and the partition of each. */
@NullMarked
package redpacket.common.event;

import org.jspecify.annotations.NullMarked;
