/** The audit log: every change that an operator makes, with operator, time, subject and reason. */
@NullMarked
package redpacket.common.audit;

import org.jspecify.annotations.NullMarked;
