package redpacket.common.password;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import redpacket.common.text.TextRules;

/**
 * A packet's password as PBKDF2-HMAC-SHA256: {@code pbkdf2$iterations$salt$hash} with Base64 parts. A login takes many
 * more iterations; a packet lives a day, and a user has five tries.
 *
 * <p>Two spellings of one password match: passwords are hashed in normal form C.
 */
public record PasswordHash(String text) {
    private static final int ITERATIONS = 10_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;
    private static final SecureRandom RANDOM = new SecureRandom();

    public static PasswordHash of(String password) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return new PasswordHash("pbkdf2$" + ITERATIONS + "$" + base64.encodeToString(salt) + "$"
                + base64.encodeToString(derive(password, salt, ITERATIONS)));
    }

    /** Takes milliseconds, the same for a right and a wrong password. */
    public boolean matches(String password) {
        List<String> parts = List.of(text.split("\\$"));
        Base64.Decoder base64 = Base64.getDecoder();
        byte[] expected = base64.decode(parts.get(3));
        return MessageDigest.isEqual(
                expected, derive(password, base64.decode(parts.get(2)), Integer.parseInt(parts.get(1))));
    }

    private static byte[] derive(String password, byte[] salt, int iterations) {
        PBEKeySpec spec = new PBEKeySpec(TextRules.normalForm(password).toCharArray(), salt, iterations, HASH_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no PBKDF2", e);
        } finally {
            spec.clearPassword();
        }
    }

    @Override
    public String toString() {
        return "PasswordHash[…]";
    }
}
