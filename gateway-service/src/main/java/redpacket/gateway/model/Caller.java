package redpacket.gateway.model;

import redpacket.common.id.UserId;

/** The caller that a verified token names. */
public record Caller(UserId user, Role role) {}
