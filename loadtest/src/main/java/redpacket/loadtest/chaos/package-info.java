/** {@code ./redpacket chaos NAME}: load with faults after a plan that its seed makes, checked by invariant. */
@NullMarked
package redpacket.loadtest.chaos;

import org.jspecify.annotations.NullMarked;
