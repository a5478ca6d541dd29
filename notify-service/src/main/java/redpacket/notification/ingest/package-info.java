/** Turns the events of packets into messages and records. */
@NullMarked
package redpacket.notification.ingest;

import org.jspecify.annotations.NullMarked;
