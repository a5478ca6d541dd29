/** Describes the API: the OpenAPI documents, and Swagger UI to read them and to try calls. */
@NullMarked
package redpacket.gateway.describe;

import org.jspecify.annotations.NullMarked;
