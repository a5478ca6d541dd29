/** Clients of a running stack: the public API, its events, the supervisor and the services' metrics. */
@NullMarked
package redpacket.local.api;

import org.jspecify.annotations.NullMarked;
