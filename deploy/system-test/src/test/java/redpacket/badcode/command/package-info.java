/** A command line that talks HTTP itself. */
@NullMarked
package redpacket.badcode.command;

import org.jspecify.annotations.NullMarked;
