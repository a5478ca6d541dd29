/** The rules of the code's shape, read from class files and sources, and proofs that each of them can fire. */
@NullMarked
package redpacket.architecture;

import org.jspecify.annotations.NullMarked;
