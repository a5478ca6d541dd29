/** The ledger's decisions, without a database: commands, outcomes, rows. */
@NullMarked
package redpacket.account.model;

import org.jspecify.annotations.NullMarked;
