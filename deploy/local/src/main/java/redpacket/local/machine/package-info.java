/** The machine that runs the stack: directories, ports, programs and process priorities. */
@NullMarked
package redpacket.local.machine;

import org.jspecify.annotations.NullMarked;
