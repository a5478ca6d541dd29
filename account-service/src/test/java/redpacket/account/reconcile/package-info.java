@NullMarked
package redpacket.account.reconcile;

import org.jspecify.annotations.NullMarked;
