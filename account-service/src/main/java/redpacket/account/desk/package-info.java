/** The support desk: a user's wallet and its state, a packet's ledger rows, the effect of a key. */
@NullMarked
package redpacket.account.desk;

import org.jspecify.annotations.NullMarked;
