/** The schema of this service. */
@NullMarked
package redpacket.notification.store;

import org.jspecify.annotations.NullMarked;
