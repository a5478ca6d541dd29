/** Tests of reconciliation, under the same rule for null. */
@NullMarked
package redpacket.account.reconcile;

import org.jspecify.annotations.NullMarked;
