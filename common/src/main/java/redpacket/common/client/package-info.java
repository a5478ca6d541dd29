/** Calls from one service to another: clients of {@code @HttpExchange} interfaces, each with the same bounds. */
@NullMarked
package redpacket.common.client;

import org.jspecify.annotations.NullMarked;
