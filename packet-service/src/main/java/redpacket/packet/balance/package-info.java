/** What is left in each packet of a set, for the ledger to compare with. */
@NullMarked
package redpacket.packet.balance;

import org.jspecify.annotations.NullMarked;
