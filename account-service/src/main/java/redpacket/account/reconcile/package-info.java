/**
 * Compares the ledger with the packets of every set, and with itself, over and over: what is missing is sent once more,
 * what should not be is reported, and no money is moved here.
 */
@NullMarked
package redpacket.account.reconcile;

import org.jspecify.annotations.NullMarked;
