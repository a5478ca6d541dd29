package redpacket.common.id;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encodes packet ids so that no client can make one up.
 *
 * <p>An id is 18 bytes: key number (4 bits) and set (12 bits), packet number (64 bits), and the first 8 bytes of
 * HMAC-SHA256 over both. They are 24 characters of URL-safe Base64 with no padding bits left over, so an id has one
 * spelling. Thread-safe.
 */
public final class PacketIdCodec {
    public static final int LENGTH = 24;
    private static final int KEY_BYTES_MIN = 32;
    private static final int SIGNED_BYTES = 10;
    private static final int MAC_BYTES = 8;
    private static final int KEY_NUMBER = 0;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;
    private final ThreadLocal<Mac> mac = ThreadLocal.withInitial(this::newMac);

    /** With a secret key of 32 bytes or more, the same in every process. */
    public PacketIdCodec(byte[] key) {
        if (key.length < KEY_BYTES_MIN) {
            throw new IllegalArgumentException(
                    "the packet id key has " + key.length + " bytes; it needs " + KEY_BYTES_MIN);
        }
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    public String encode(PacketId id) {
        ByteBuffer bytes = ByteBuffer.allocate(SIGNED_BYTES + MAC_BYTES);
        bytes.putShort((short) ((KEY_NUMBER << 12) | id.set().value()));
        bytes.putLong(id.number());
        bytes.put(sign(bytes.array()), 0, MAC_BYTES);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** The packet with this spelling; empty for one that was forged, cut, lengthened or respelled. */
    public Optional<PacketId> decode(String text) {
        if (text.length() != LENGTH) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException ignored) {
            return Optional.empty();
        }
        if (bytes.length != SIGNED_BYTES + MAC_BYTES || !isGenuine(bytes)) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int head = buffer.getShort();
        return Optional.of(new PacketId(new SetId(head & SetId.MAX), buffer.getLong()));
    }

    private boolean isGenuine(byte[] bytes) {
        byte[] expected = new byte[MAC_BYTES];
        System.arraycopy(sign(bytes), 0, expected, 0, MAC_BYTES);
        byte[] given = new byte[MAC_BYTES];
        System.arraycopy(bytes, SIGNED_BYTES, given, 0, MAC_BYTES);
        return MessageDigest.isEqual(expected, given);
    }

    private byte[] sign(byte[] bytes) {
        Mac signer = mac.get();
        signer.update(bytes, 0, SIGNED_BYTES);
        return signer.doFinal();
    }

    private Mac newMac() {
        try {
            Mac signer = Mac.getInstance(ALGORITHM);
            signer.init(key);
            return signer;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot compute " + ALGORITHM, e);
        }
    }
}
