/** Charges and payouts of a set's packets, as digests of ranges and as rows, for comparison with the ledger. */
@NullMarked
package redpacket.packet.compare;

import org.jspecify.annotations.NullMarked;
