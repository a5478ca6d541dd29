/** Results: measurements, medians, verdicts, result files, the performance page. */
@NullMarked
package redpacket.loadtest.report;

import org.jspecify.annotations.NullMarked;
