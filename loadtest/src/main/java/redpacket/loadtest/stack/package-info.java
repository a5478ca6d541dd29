/** The stack under test, past its API: databases, processor time, cores. */
@NullMarked
package redpacket.loadtest.stack;

import org.jspecify.annotations.NullMarked;
