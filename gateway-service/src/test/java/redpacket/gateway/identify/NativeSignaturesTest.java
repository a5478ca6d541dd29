package redpacket.gateway.identify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.security.Provider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The native provider accepts signatures of the JDK, and refuses wrong ones. */
class NativeSignaturesTest {
    private final @Nullable Provider provider = NativeSignatures.provider();
    private final ECKey key;

    NativeSignaturesTest() throws JOSEException {
        key = new ECKeyGenerator(Curve.P_256).keyID("one").generate();
    }

    @BeforeEach
    void thisMachineHasANativeProvider() {
        assumeThat(provider).isNotNull();
    }

    private JWSObject signed(String payload) throws JOSEException {
        JWSObject token = new JWSObject(new JWSHeader(JWSAlgorithm.ES256), new Payload(payload));
        token.sign(new ECDSASigner(key));
        return token;
    }

    private boolean verifies(JWSObject token, Base64URL signature) throws JOSEException {
        ECDSAVerifier verifier = new ECDSAVerifier(key.toECPublicKey(provider));
        verifier.getJCAContext().setProvider(provider);
        return verifier.verify(token.getHeader(), token.getSigningInput(), signature);
    }

    @Test
    void verifiesASignatureOfTheJdk() throws JOSEException {
        for (int i = 0; i < 100; i++) {
            JWSObject token = signed("payload " + i);
            assertThat(verifies(token, token.getSignature())).isTrue();
        }
    }

    @Test
    void refusesTheSignatureOfAnotherPayload() throws JOSEException {
        assertThat(verifies(signed("one"), signed("two").getSignature())).isFalse();
    }

    @Test
    void refusesEveryFlippedBit() throws JOSEException {
        JWSObject token = signed("payload");
        byte[] signature = token.getSignature().decode();
        for (int bit = 0; bit < signature.length * 8; bit++) {
            byte[] flipped = signature.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(verifies(token, Base64URL.encode(flipped)))
                    .as("bit " + bit)
                    .isFalse();
        }
    }

    /** CVE-2022-21449. */
    @Test
    void refusesAnEmptyOrZeroSignature() throws JOSEException {
        assertThat(verifies(signed("payload"), Base64URL.encode(new byte[64]))).isFalse();
        assertThat(verifies(signed("payload"), Base64URL.encode(new byte[0]))).isFalse();
    }
}
