package redpacket.gateway.model;

import redpacket.common.id.UserId;

/**
 * The subject of a verified token.
 *
 * @param tokenExpiresSeconds the token's end, in seconds since 1970: an answer that goes on ends with it
 */
public record Caller(UserId user, Role role, long tokenExpiresSeconds) {}
