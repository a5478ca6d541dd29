/** The trace id that a request carries from the gateway to the ledger. */
@NullMarked
package redpacket.common.trace;

import org.jspecify.annotations.NullMarked;
