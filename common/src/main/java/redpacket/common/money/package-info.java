/** Money as whole fen with exact arithmetic. */
@NullMarked
package redpacket.common.money;

import org.jspecify.annotations.NullMarked;
