/** The command chaos: load with faults by a plan that a seed makes, and the verdicts after it. */
@NullMarked
package redpacket.loadtest.chaos;

import org.jspecify.annotations.NullMarked;
