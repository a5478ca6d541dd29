/** What a set's packets have taken in and given away, as digests of ranges and as rows, for the ledger to compare with. */
@NullMarked
package redpacket.packet.compare;

import org.jspecify.annotations.NullMarked;
