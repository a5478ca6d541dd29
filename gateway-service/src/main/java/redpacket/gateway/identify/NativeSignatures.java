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
 * ES256 in native code. To prove a signature on P-256 takes the JDK's own provider eight times as long (see
 * docs/adr/0033-signatures-of-tokens-are-proved-in-native-code.md), and a crowd that is new brings one each.
 */
final class NativeSignatures {
    private static final Logger LOG = LoggerFactory.getLogger(NativeSignatures.class);

    private NativeSignatures() {}

    /** Null where this machine has none: then the JDK's does it. It is asked for by those who use it, and installed nowhere. */
    static @Nullable Provider provider() {
        try {
            if (Conscrypt.isAvailable()) {
                Provider provider = Conscrypt.newProvider();
                // What is not there is heard of now, and not with the first token.
                var unusedKeys = KeyFactory.getInstance("EC", provider);
                var unusedSignatures = Signature.getInstance("SHA256withECDSA", provider);
                return provider;
            }
            LOG.info("no native signatures for this machine: tokens are proved by the JDK");
        } catch (GeneralSecurityException | RuntimeException | LinkageError e) {
            LOG.info("native signatures cannot be used, tokens are proved by the JDK: {}", e.toString());
        }
        return null;
    }
}
