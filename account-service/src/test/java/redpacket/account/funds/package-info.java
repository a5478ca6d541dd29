/** Tests of funds, under the same rule for null. */
@NullMarked
package redpacket.account.funds;

import org.jspecify.annotations.NullMarked;
