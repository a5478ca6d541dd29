package redpacket.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The gateway's self-signed certificate, made at the first start with the JDK's keytool. */
public final class TlsCertificate {
    public static final String ALIAS = "gateway";

    private TlsCertificate() {}

    public static Path keyStore(StateDirectory state) {
        return state.tls().resolve("gateway.p12");
    }

    public static void make(StateDirectory state, Secrets secrets, String bind) throws IOException {
        Path store = keyStore(state);
        if (Files.exists(store) && Files.exists(state.certificate())) {
            return;
        }
        Files.createDirectories(state.tls());
        Files.deleteIfExists(store);
        String names = "san=dns:localhost,ip:127.0.0.1"
                + (bind.matches("[0-9.]+") && !bind.startsWith("0.") ? ",ip:" + bind : "");
        keytool(List.of(
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "825",
                "-dname",
                "CN=localhost",
                "-ext",
                names,
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                secrets.get("keystore")));
        keytool(List.of(
                "-exportcert",
                "-rfc",
                "-alias",
                ALIAS,
                "-keystore",
                store.toString(),
                "-storepass",
                secrets.get("keystore"),
                "-file",
                state.certificate().toString()));
    }

    private static void keytool(List<String> arguments) throws IOException {
        List<String> command = new java.util.ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/keytool").toString()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException("keytool could not make the certificate");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
