/** The audit log of operators' changes, over all services. */
@NullMarked
package redpacket.account.audit;

import org.jspecify.annotations.NullMarked;
