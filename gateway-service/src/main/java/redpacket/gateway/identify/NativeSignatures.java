package redpacket.gateway.identify;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.Signature;
import org.conscrypt.Conscrypt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds a provider that verifies ES256 in native code. The JDK's provider takes eight times as long for one signature;
 * see docs/adr/0033-signatures-of-tokens-are-proved-in-native-code.md.
 */
final class NativeSignatures {
    private static final Logger LOG = LoggerFactory.getLogger(NativeSignatures.class);

    private NativeSignatures() {}

    /** Null where this machine has no native library. The provider is not registered with the JVM. */
    static @Nullable Provider provider() {
        try {
            if (Conscrypt.isAvailable()) {
                Provider provider = Conscrypt.newProvider();
                // A missing algorithm shows here and not with the first token.
                var unusedKeys = KeyFactory.getInstance("EC", provider);
                var unusedSignatures = Signature.getInstance("SHA256withECDSA", provider);
                return provider;
            }
            LOG.info("no native ES256 for this machine: the JDK verifies tokens");
        } catch (GeneralSecurityException | RuntimeException | LinkageError e) {
            LOG.info("native ES256 failed to load, the JDK verifies tokens: {}", e.toString());
        }
        return null;
    }
}
