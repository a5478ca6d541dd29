/** The OpenAPI documents, as JSON and as a page. */
@NullMarked
package redpacket.gateway.describe;

import org.jspecify.annotations.NullMarked;
