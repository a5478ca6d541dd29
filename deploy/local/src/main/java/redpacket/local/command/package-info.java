/** The commands of the script redpacket. */
@NullMarked
package redpacket.local.command;

import org.jspecify.annotations.NullMarked;
