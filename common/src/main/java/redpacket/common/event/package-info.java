/** What happens to packets, as events: their JSON, and the partition that each belongs to. */
@NullMarked
package redpacket.common.event;

import org.jspecify.annotations.NullMarked;
