/** The failover controller of a stack of containers: leaders of groups, topics, the certificate, keys of tokens. */
@NullMarked
package redpacket.local.failover;

import org.jspecify.annotations.NullMarked;
