/** The wallet's calls: balance, top-up, withdrawal, entries. */
@NullMarked
package redpacket.account.wallet;

import org.jspecify.annotations.NullMarked;
