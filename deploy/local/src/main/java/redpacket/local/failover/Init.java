package redpacket.local.failover;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import redpacket.local.stack.Secrets;
import redpacket.local.stack.StateDirectory;
import redpacket.local.stack.TlsCertificate;

/** Makes, where they are missing, the gateway's certificate and the key that signs tokens. Runs once and ends. */
public final class Init {
    private Init() {}

    public static void main(String[] arguments) throws IOException {
        String keystorePassword = System.getenv("KEYSTORE_PASSWORD");
        if (keystorePassword == null || keystorePassword.length() < 6) {
            System.err.println("KEYSTORE_PASSWORD is needed in the environment, of 6 characters at least");
            System.exit(2);
            return;
        }
        StateDirectory state = new StateDirectory(Path.of(System.getenv().getOrDefault("FAILOVER_STATE", "/state")));
        run(state, keystorePassword);
    }

    static void run(StateDirectory state, String keystorePassword) throws IOException {
        Secrets secrets = Secrets.loadOrMake(state, Map.of("keystore", keystorePassword));
        TlsCertificate.make(state, secrets, "127.0.0.1");
    }
}
