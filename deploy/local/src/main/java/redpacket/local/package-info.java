/** The local stack: the command line that starts, watches and stops the whole system on one machine. */
@NullMarked
package redpacket.local;

import org.jspecify.annotations.NullMarked;
