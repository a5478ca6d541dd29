/** The values that the use cases share. */
@NullMarked
package redpacket.notification.model;

import org.jspecify.annotations.NullMarked;
