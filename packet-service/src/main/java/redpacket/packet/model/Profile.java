package redpacket.packet.model;

import org.jspecify.annotations.Nullable;

/** How a user appears to others. */
public record Profile(@Nullable String nickname, @Nullable String avatarUrl) {}
