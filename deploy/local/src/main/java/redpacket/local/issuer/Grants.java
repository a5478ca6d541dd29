package redpacket.local.issuer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Authorization codes that wait for their verifier (RFC 7636), and the refresh tokens of signed-in users. */
final class Grants {
    private static final int KEPT_MAX = 10_000;
    private static final int SECRET_BYTES = 32;
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Code> codes = bounded();
    private final Map<String, String> refreshes = bounded();

    private record Code(String user, String challenge, String redirect) {}

    /** A code that the client can change for a token once. */
    synchronized String code(String user, String challenge, String redirect) {
        String code = secret();
        codes.put(code, new Code(user, challenge, redirect));
        return code;
    }

    /** The user of this code. The code is gone then, also after a wrong verifier. */
    synchronized Optional<String> redeem(String code, String verifier, String redirect) {
        Code kept = codes.remove(code);
        return kept != null
                        && kept.challenge().equals(challenge(verifier))
                        && kept.redirect().equals(redirect)
                ? Optional.of(kept.user())
                : Optional.empty();
    }

    synchronized String refresh(String user) {
        String refresh = secret();
        refreshes.put(refresh, user);
        return refresh;
    }

    /** The user of this refresh token, which is used up. */
    synchronized Optional<String> useRefresh(String refresh) {
        return Optional.ofNullable(refreshes.remove(refresh));
    }

    private String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return URL.encodeToString(bytes);
    }

    static String challenge(String verifier) {
        try {
            return URL.encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static <T> Map<String, T> bounded() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
                return size() > KEPT_MAX;
            }
        };
    }
}
