/** Chat groups: who is in them, and how packet-service hears of it. */
@NullMarked
package redpacket.notification.group;

import org.jspecify.annotations.NullMarked;
