/** Where all the money is, and whether the ledger agrees with the packets. */
@NullMarked
package redpacket.account.funds;

import org.jspecify.annotations.NullMarked;
