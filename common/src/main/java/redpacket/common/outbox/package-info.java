/** Events promised in the transaction of a change, and the relay that publishes them to Kafka. */
@NullMarked
package redpacket.common.outbox;

import org.jspecify.annotations.NullMarked;
