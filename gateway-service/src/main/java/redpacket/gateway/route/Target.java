package redpacket.gateway.route;

import java.net.URI;

/**
 * Where a request goes.
 *
 * @param bulkhead names what must not be hurt by others: a set, or a service
 * @param breaker names what fails alone: an instance for a set, or a service
 */
record Target(URI base, String bulkhead, String breaker) {}
