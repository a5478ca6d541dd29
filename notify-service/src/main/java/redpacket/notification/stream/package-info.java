/** Streams of events: new messages of an inbox, over an open connection. */
@NullMarked
package redpacket.notification.stream;

import org.jspecify.annotations.NullMarked;
