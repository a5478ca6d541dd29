/** The unopened rest of each packet of a set, for comparison with the ledger. */
@NullMarked
package redpacket.packet.balance;

import org.jspecify.annotations.NullMarked;
