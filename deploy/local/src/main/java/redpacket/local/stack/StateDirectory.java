package redpacket.local.stack;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;

/** Where a stack keeps everything: data, logs, pid files, configuration, secrets. */
public record StateDirectory(Path root) {
    public StateDirectory {
        root = root.toAbsolutePath().normalize();
    }

    public Path data() {
        return root.resolve("data");
    }

    public Path log(String name) {
        return root.resolve("logs").resolve(name + ".log");
    }

    public Path pidFile(String name) {
        return root.resolve("run").resolve(name + ".pid");
    }

    public Path config(String name) {
        return root.resolve("config").resolve(name + ".yml");
    }

    public Path tls() {
        return root.resolve("tls");
    }

    public Path certificate() {
        return tls().resolve("ca.pem");
    }

    public Path progress() {
        return root.resolve("run/progress.log");
    }

    public Path ports() {
        return root.resolve("run/ports.properties");
    }

    public Path secrets() {
        return root.resolve("secrets.properties");
    }

    public Path options() {
        return root.resolve("options.properties");
    }

    /** Empty when the file is not there. */
    public static Properties read(Path file) {
        Properties values = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                values.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return values;
    }

    /** For the owner's eyes only; whole or not at all. */
    public static void write(Path file, Properties values) {
        try {
            Files.createDirectories(file.getParent());
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (Writer writer = Files.newBufferedWriter(fresh)) {
                values.store(writer, null);
            }
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
