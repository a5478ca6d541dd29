/** The ledger: the balance of each user, and the origin of every fen. */
@NullMarked
package redpacket.account;

import org.jspecify.annotations.NullMarked;
