/** What is left in each packet, for the ledger to compare. */
@NullMarked
package redpacket.packet.balance;

import org.jspecify.annotations.NullMarked;
