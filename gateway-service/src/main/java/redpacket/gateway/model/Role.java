package redpacket.gateway.model;

import java.util.Optional;

/** The role in a token. */
public enum Role {
    USER("user"),
    OPS("ops");

    private final String spelling;

    Role(String spelling) {
        this.spelling = spelling;
    }

    /** The role with this spelling in a token; empty for any other. */
    public static Optional<Role> parse(String text) {
        for (Role role : values()) {
            if (role.spelling.equals(text)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    public String spelling() {
        return spelling;
    }
}
