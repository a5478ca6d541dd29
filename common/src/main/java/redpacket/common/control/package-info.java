/** What operators decide (states of sets, switches), spread to every process by polling. */
@NullMarked
package redpacket.common.control;

import org.jspecify.annotations.NullMarked;
