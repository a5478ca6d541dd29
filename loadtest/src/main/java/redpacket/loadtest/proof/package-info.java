/** The proof: what clients were told, and whether the databases and the public contract agree with it. */
@NullMarked
package redpacket.loadtest.proof;

import org.jspecify.annotations.NullMarked;
