package redpacket.packet.profile;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** A user's face, as the topic of changes tells it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Profile(long userId, String nickname, String avatarUrl, long version) {}
