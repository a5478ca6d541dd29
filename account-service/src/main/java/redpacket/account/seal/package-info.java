/** Seals the ledger's rows with a chain of hashes, behind the writer, and checks the chain. */
@NullMarked
package redpacket.account.seal;

import org.jspecify.annotations.NullMarked;
