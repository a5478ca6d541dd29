package redpacket.common.web;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import redpacket.common.id.UserId;

/**
 * Writes and reads cursors: a position in a list, and a MAC over it and its scope.
 *
 * <p>INVARIANT: a cursor is accepted only in the scope for which it was written. All instances have the same key, so
 * each accepts the cursors of the others.
 */
public final class Cursors {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int MAC_BYTES = 16;

    private final SecretKeySpec key;

    /** The secret that all instances share; the key of cursors is derived from it and used for nothing else. */
    public Cursors(String secret) {
        SecretKeySpec shared = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
        this.key = new SecretKeySpec(mac(shared, "cursors".getBytes(StandardCharsets.UTF_8)), ALGORITHM);
    }

    /**
     * Where a cursor is good.
     *
     * @param list the list's name, such as its path
     * @param filters everything that decides which items the list has, in one order
     */
    public record Scope(UserId user, String list, List<String> filters) {
        public Scope {
            filters = List.copyOf(filters);
        }
    }

    String write(Scope scope, long position) {
        ByteBuffer cursor =
                ByteBuffer.allocate(Long.BYTES + MAC_BYTES).putLong(position).put(macOf(scope, position), 0, MAC_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor.array());
    }

    /** The position; empty for everything that was not written for this scope. */
    OptionalLong read(Scope scope, String cursor) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException e) {
            return OptionalLong.empty();
        }
        if (bytes.length != Long.BYTES + MAC_BYTES) {
            return OptionalLong.empty();
        }
        long position = ByteBuffer.wrap(bytes).getLong();
        byte[] expected = Arrays.copyOf(macOf(scope, position), MAC_BYTES);
        byte[] given = Arrays.copyOfRange(bytes, Long.BYTES, bytes.length);
        return MessageDigest.isEqual(expected, given) ? OptionalLong.of(position) : OptionalLong.empty();
    }

    private byte[] macOf(Scope scope, long position) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(position)
                .putLong(scope.user().value())
                .array());
        // With lengths, so that no two scopes have the same bytes.
        write(form, scope.list());
        scope.filters().forEach(filter -> write(form, filter));
        return mac(key, form.toByteArray());
    }

    private static void write(ByteArrayOutputStream form, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        form.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).array());
        form.writeBytes(utf8);
    }

    private static byte[] mac(SecretKeySpec key, byte[] input) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot compute " + ALGORITHM, e);
        }
    }
}
