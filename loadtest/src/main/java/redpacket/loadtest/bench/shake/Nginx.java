package redpacket.loadtest.bench.shake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** nginx with TLS, a constant answer and one worker, in a directory of its own. */
final class Nginx {
    private Nginx() {}

    /** The program that the environment variable NGINX names, or the one on the path. */
    static Optional<Path> find() {
        String given = System.getenv("NGINX");
        if (given != null) {
            return Optional.of(Path.of(given)).filter(Files::isExecutable);
        }
        return Arrays.stream((System.getenv("PATH") + ":/usr/sbin").split(":"))
                .map(directory -> Path.of(directory, "nginx"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Writes the files into the directory. Returns the command. */
    static List<String> command(Path program, Path directory, int port, Path keyStore, String password)
            throws IOException, GeneralSecurityException {
        Files.createDirectories(directory);
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            store.load(in, password.toCharArray());
        }
        String alias = store.aliases().nextElement();
        pem(
                directory.resolve("key.pem"),
                "PRIVATE KEY",
                store.getKey(alias, password.toCharArray()).getEncoded());
        pem(
                directory.resolve("certificate.pem"),
                "CERTIFICATE",
                store.getCertificate(alias).getEncoded());
        Path config =
                Files.writeString(directory.resolve("nginx.conf"), """
                daemon off;
                master_process off;
                pid %1$s/pid;
                error_log %1$s/error.log;
                events { worker_connections 4096; }
                http {
                  access_log off;
                  keepalive_requests 1000000000;
                  keepalive_timeout 3600;
                  client_body_temp_path %1$s/body;
                  proxy_temp_path %1$s/proxy;
                  fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi;
                  scgi_temp_path %1$s/scgi;
                  server {
                    listen 127.0.0.1:%2$d ssl;
                    ssl_certificate %1$s/certificate.pem;
                    ssl_certificate_key %1$s/key.pem;
                    location / {
                      default_type application/json;
                      return 200 '%3$s';
                    }
                  }
                }
                """.formatted(directory, port, BareNetty.ANSWER));
        return List.of(program.toString(), "-c", config.toString(), "-p", directory.toString());
    }

    private static void pem(Path file, String what, byte[] bytes) throws IOException {
        Files.writeString(
                file,
                "-----BEGIN " + what + "-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + what
                        + "-----\n");
    }
}
