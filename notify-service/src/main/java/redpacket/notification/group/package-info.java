/** Chat groups and their members, and the events that tell packet-service of changes. */
@NullMarked
package redpacket.notification.group;

import org.jspecify.annotations.NullMarked;
