package redpacket.local.stack;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Properties;
import redpacket.local.machine.Directories;

/** The directory of a stack: data, logs, pid files, configuration, secrets. */
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

    /** Temporary files of a process. */
    public Path temporary(String name) {
        return root.resolve("tmp").resolve(name);
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

    /** Makes the directory, if it does not exist, readable by its owner alone. */
    public void create() throws IOException {
        Path parent = root.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (!Files.isDirectory(root)) {
            Files.createDirectory(
                    root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    /** Deletes the files of the stack, and no other file of the directory. */
    public void deleteAll() throws IOException {
        for (String part : List.of("data", "run", "config", "tls", "tmp", "apps", "logs")) {
            Directories.delete(root.resolve(part));
        }
        Files.deleteIfExists(secrets());
        Files.deleteIfExists(options());
    }

    /** Empty if the file does not exist. */
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

    /** Writes atomically, readable by the owner alone. */
    public static void write(Path file, Properties values) {
        StringWriter text = new StringWriter();
        try {
            values.store(text, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        write(file, text.toString());
    }

    /** Writes atomically, readable by the owner alone. */
    public static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, text);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
