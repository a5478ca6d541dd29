package redpacket.gateway.identify;

import redpacket.gateway.model.Caller;

/** The result of verifying a token, in order of precedence. */
public sealed interface TokenOutcome {
    /** The issuer has not published a usable key yet, so no token can be verified. */
    enum KeysMissing implements TokenOutcome {
        INSTANCE
    }

    /** The token names a key that the issuer has not published; the key may be new. */
    enum UnknownKey implements TokenOutcome {
        INSTANCE
    }

    /** The token is refused. The client hears no reason; the log does. */
    enum Refused implements TokenOutcome {
        TOO_LONG("it is longer than " + IdentitySettings.TOKEN_LENGTH_MAX + " characters"),
        MALFORMED("it is not a signed JWT, or a claim has the wrong type"),
        OTHER_ISSUER("the claim iss is not redpacket.gateway.issuer"),
        OTHER_AUDIENCE("the claim aud does not contain redpacket.gateway.audience"),
        NOT_YET_VALID("the claim nbf is in the future"),
        EXPIRED("the claim exp is missing or in the past"),
        NO_USER_ID("the claim sub is not a user id (a decimal number from 1 to 2^63-1 without a leading zero)"),
        UNKNOWN_ROLE("the claim role is neither user nor ops; a token of an ordinary user needs no role"),
        OTHER_ALGORITHM("its algorithm is not redpacket.gateway.algorithm"),
        NO_KEY_ID("its header names no key (kid)"),
        WRONG_SIGNATURE("its signature is wrong");

        private final String description;

        Refused(String description) {
            this.description = description;
        }

        String description() {
            return description;
        }
    }

    record Verified(Caller caller) implements TokenOutcome {}
}
