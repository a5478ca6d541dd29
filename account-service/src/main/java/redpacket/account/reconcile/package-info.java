/**
 * Compares the ledger with the packets of every set, and with itself, without end. A missing credit has its event sent
 * again; every other difference is reported. Nothing here moves money.
 */
@NullMarked
package redpacket.account.reconcile;

import org.jspecify.annotations.NullMarked;
