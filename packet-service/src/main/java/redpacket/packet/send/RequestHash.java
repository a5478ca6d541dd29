package redpacket.packet.send;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import redpacket.common.id.UserId;

/**
 * Tells two requests under one key apart: 64 hex digits over a canonical form of the validated request.
 *
 * <p>The hash is HMAC-SHA-256, not bare SHA-256, since the password is part of the input and the hash is stored.
 * Without the key a reader of the database could try passwords at full speed, past the slow hash that guards them.
 */
final class RequestHash {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int ABSENT = -1;

    private final SecretKeySpec key;

    RequestHash(byte[] secret) {
        // A key of its own, so that no hash is ever the MAC of a packet id.
        this.key = new SecretKeySpec(
                mac(new SecretKeySpec(secret, ALGORITHM), "request-hash".getBytes(StandardCharsets.UTF_8)), ALGORITHM);
    }

    String of(SendCommand command) {
        Canonical form = new Canonical();
        form.text(command.kind().name());
        form.number(command.total().value());
        form.number(command.count());
        form.text(command.greeting());
        form.text(command.coverId());
        form.text(command.password());
        form.text(command.audience().kind().name());
        Long groupId = command.audience().groupId();
        if (groupId != null) {
            // The group counts as named: its members may change between a request and its repeat.
            form.number(groupId);
        } else {
            form.number(command.audience().users().size());
            command.audience().users().stream()
                    .sorted()
                    .mapToLong(UserId::value)
                    .forEach(form::number);
        }
        form.number(command.expiresInSeconds());
        return HexFormat.of().formatHex(mac(key, form.bytes.toByteArray()));
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

    /** Fields with their lengths, so that no two requests have the same bytes. */
    private static final class Canonical {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        void number(long value) {
            bytes.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
        }

        void text(@Nullable String value) {
            if (value == null) {
                number(ABSENT);
                return;
            }
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            number(utf8.length);
            bytes.writeBytes(utf8);
        }
    }
}
