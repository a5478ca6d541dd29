/** This service's part of the audit log, in the schema control. */
@NullMarked
package redpacket.packet.audit;

import org.jspecify.annotations.NullMarked;
