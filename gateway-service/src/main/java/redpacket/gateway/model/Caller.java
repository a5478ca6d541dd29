package redpacket.gateway.model;

import redpacket.common.id.UserId;

/** Who acts, as a verified token says. */
public record Caller(UserId user, Role role) {}
