/** Decisions of operators (states of sets, switches), which every process follows by polling. */
@NullMarked
package redpacket.common.control;

import org.jspecify.annotations.NullMarked;
