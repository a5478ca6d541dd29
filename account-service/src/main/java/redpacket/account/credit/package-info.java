/** Credits from Kafka: opened shares and refunds. */
@NullMarked
package redpacket.account.credit;

import org.jspecify.annotations.NullMarked;
