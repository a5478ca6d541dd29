/** What people hear and see of each other. */
@NullMarked
package redpacket.notification;

import org.jspecify.annotations.NullMarked;
