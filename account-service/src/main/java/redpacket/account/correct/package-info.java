/** Corrections of wallets, which two operators agree on. */
@NullMarked
package redpacket.account.correct;

import org.jspecify.annotations.NullMarked;
