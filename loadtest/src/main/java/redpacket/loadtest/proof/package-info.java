/** The proof: compares the answers of the clients with the databases and the public contract. */
@NullMarked
package redpacket.loadtest.proof;

import org.jspecify.annotations.NullMarked;
