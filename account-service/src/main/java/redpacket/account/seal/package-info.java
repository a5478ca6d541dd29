/** Seals what is in the ledger with a chain of hashes, behind its writer, and checks the chain. */
@NullMarked
package redpacket.account.seal;

import org.jspecify.annotations.NullMarked;
