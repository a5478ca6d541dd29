/** Which member of a group leads: what each member holds, who may lead, and what the group waits for. */
@NullMarked
package redpacket.local.election;

import org.jspecify.annotations.NullMarked;
