/** Tests of the wallet's calls, under the same rule for null. */
@NullMarked
package redpacket.account.wallet;

import org.jspecify.annotations.NullMarked;
