/** Real servers as child processes: database member groups, Redis, Kafka. */
@NullMarked
package redpacket.local.server;

import org.jspecify.annotations.NullMarked;
