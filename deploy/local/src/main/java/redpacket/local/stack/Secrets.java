package redpacket.local.stack;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import redpacket.local.server.Credentials;

/** The random secrets of a stack, made at the first start and kept with the state. */
public final class Secrets {
    static final int REPLICATION_PASSWORD_LENGTH_MAX = 32;

    private static final int KEY_BYTES = 32;

    private final Properties values;

    private Secrets(Properties values) {
        this.values = values;
    }

    public static Secrets loadOrMake(StateDirectory state) {
        return loadOrMake(state, Map.of());
    }

    /** Makes missing secrets, these with the given values. */
    public static Secrets loadOrMake(StateDirectory state, Map<String, String> given) {
        Properties values = StateDirectory.read(state.secrets());
        if (values.isEmpty()) {
            make(values);
            values.putAll(given);
            StateDirectory.write(state.secrets(), values);
        }
        return new Secrets(values);
    }

    public static Secrets load(StateDirectory state) {
        Properties values = StateDirectory.read(state.secrets());
        if (values.isEmpty()) {
            throw new IllegalStateException("there is no stack in " + state.root() + ": run ./redpacket up first");
        }
        return new Secrets(values);
    }

    private static void make(Properties values) {
        SecureRandom random = new SecureRandom();
        for (String name : new String[] {"admin", "owner", "app", "service-key", "control", "keystore"}) {
            values.setProperty(name, HexFormat.of().formatHex(bytes(random)));
        }
        // MySQL limits the length of a replication password.
        values.setProperty(
                "replication", HexFormat.of().formatHex(bytes(random)).substring(0, REPLICATION_PASSWORD_LENGTH_MAX));
        values.setProperty("packet-id-key", Base64.getEncoder().encodeToString(bytes(random)));
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair pair = generator.generateKeyPair();
            Base64.Encoder url = Base64.getUrlEncoder().withoutPadding();
            ECPublicKey key = (ECPublicKey) pair.getPublic();
            values.setProperty(
                    "jwt-private",
                    Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
            values.setProperty(
                    "jwt-x", url.encodeToString(fixed(key.getW().getAffineX().toByteArray())));
            values.setProperty(
                    "jwt-y", url.encodeToString(fixed(key.getW().getAffineY().toByteArray())));
            values.setProperty("jwt-kid", HexFormat.of().formatHex(bytes(random), 0, 8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no P-256", e);
        }
    }

    private static byte[] bytes(SecureRandom random) {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    /** A coordinate as exactly 32 bytes (RFC 7518, 6.2.1.2). */
    private static byte[] fixed(byte[] number) {
        byte[] result = new byte[KEY_BYTES];
        int length = Math.min(number.length, KEY_BYTES);
        System.arraycopy(number, number.length - length, result, KEY_BYTES - length, length);
        return result;
    }

    public String get(String name) {
        String value = values.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("the secret " + name + " is missing: start with ./redpacket up --fresh");
        }
        return value;
    }

    public Credentials credentials() {
        return new Credentials(get("admin"), get("owner"), get("app"), get("replication"));
    }
}
