/** The ledger: who owns how much, and where every fen came from. */
@NullMarked
package redpacket.account;

import org.jspecify.annotations.NullMarked;
