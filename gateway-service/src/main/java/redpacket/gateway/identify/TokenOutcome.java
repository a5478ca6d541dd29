package redpacket.gateway.identify;

import redpacket.gateway.model.Caller;

/** What looking at a token gave, in order of precedence. */
public sealed interface TokenOutcome {
    /** No key was ever had from the issuer: nothing can be said of any token. */
    enum KeysMissing implements TokenOutcome {
        INSTANCE
    }

    /** Signed, if at all, with a key that is not known here: it may be new. */
    enum UnknownKey implements TokenOutcome {
        INSTANCE
    }

    /** Malformed, foreign, forged, expired or not yet valid. */
    enum Refused implements TokenOutcome {
        INSTANCE
    }

    record Verified(Caller caller) implements TokenOutcome {}
}
