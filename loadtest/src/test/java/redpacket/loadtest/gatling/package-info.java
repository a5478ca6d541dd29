/** Gatling simulations against a stack that is up. */
@NullMarked
package redpacket.loadtest.gatling;

import org.jspecify.annotations.NullMarked;
