package redpacket.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import redpacket.local.machine.Directories;

/**
 * A service's extracted jar. The loader of a fat jar has hung at start on JDK 25 with virtual threads (spring-boot
 * issues 51379 and 51463), and an extracted jar starts faster. The flags fit many processes on one small machine; the
 * images of production have flags of their own.
 */
public final class ServiceApp {
    private static final String CACHE = "classes.aot";
    private static final int YOUNG_PART = 3;

    private final String module;
    private final int heapMiB;
    private final int youngMiB;
    private final Compiler compiler;

    /** The compilers of a service. */
    public enum Compiler {
        /** All compilers, for services on the path of every grab and open. */
        THOROUGH("-XX:TieredStopAtLevel=4"),
        /** The first compiler alone: it is idle after one minute instead of ten, and a call costs a third more. */
        QUICK("-XX:TieredStopAtLevel=1");

        private final String flag;

        Compiler(String flag) {
            this.flag = flag;
        }
    }

    public ServiceApp(String module, int heapMiB, Compiler compiler) {
        this(module, heapMiB, heapMiB / YOUNG_PART, compiler);
    }

    /** With a smaller young generation, for a service with many long-lived objects. */
    public ServiceApp(String module, int heapMiB, int youngMiB, Compiler compiler) {
        this.module = module;
        this.heapMiB = heapMiB;
        this.youngMiB = youngMiB;
        this.compiler = compiler;
    }

    public String module() {
        return module;
    }

    /** Extracts the jar if it has changed. Returns the extracted jar. */
    public Path prepare(Path projectRoot) throws IOException {
        Path jar = jarOf(projectRoot);
        String stamp = Files.size(jar) + " " + Files.getLastModifiedTime(jar).toMillis() + " " + flags();
        Path target = projectRoot.resolve(module).resolve("target/app");
        Path marker = target.resolveSibling("app.stamp");
        Path extracted = target.resolve(jar.getFileName());
        if (Files.exists(marker) && Files.readString(marker).equals(stamp) && Files.exists(extracted)) {
            return extracted;
        }
        Directories.delete(target);
        Files.createDirectories(target.getParent());
        Process process = new ProcessBuilder(
                        java(),
                        "-Djarmode=tools",
                        "-jar",
                        jar.toString(),
                        "extract",
                        "--destination",
                        target.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(jar + " could not be extracted");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        rehearse(extracted);
        Files.writeString(marker, stamp);
        return extracted;
    }

    /**
     * Starts the service up to its first connection, and keeps the loaded classes in an AOT cache. Without the cache a
     * start takes longer.
     */
    private void rehearse(Path extracted) throws IOException {
        Path config = extracted.resolveSibling("rehearsal.yml");
        Files.writeString(config, ServiceConfig.rehearsal());
        List<String> command = new ArrayList<>(flags());
        command.addAll(List.of(
                "-XX:AOTCacheOutput=" + extracted.resolveSibling(CACHE),
                "-Dspring.context.exit=onRefresh",
                "-jar",
                extracted.toString(),
                "--spring.config.additional-location=file:" + config));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(extracted.resolveSibling("rehearsal.log").toFile())
                .start();
        try {
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private List<String> flags() {
        return List.of(
                java(),
                "-Xmx" + heapMiB + "m",
                "-Xms64m",
                "-XX:MaxNewSize=" + youngMiB + "m",
                "-Xss512k",
                // Objects of a request must die young, also with a thousand requests in flight: otherwise a full
                // collection frees them, which takes a second on a busy core.
                "-XX:SurvivorRatio=4",
                // By default each sixth of the code cache that fills is a full collection.
                "-XX:SweeperThreshold=100",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                // A tenth more shakes a second, because the objects of thousands of users are far apart.
                "-XX:+UseTransparentHugePages",
                compiler.flag,
                "-XX:MaxMetaspaceSize=160m",
                // By default each growth on the way is a full collection, of seconds on a busy core.
                "-XX:MetaspaceSize=160m",
                "-XX:ReservedCodeCacheSize=96m",
                "-XX:MaxDirectMemorySize=64m",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Duser.timezone=UTC");
    }

    private Path jarOf(Path projectRoot) throws IOException {
        Path target = projectRoot.resolve(module).resolve("target");
        if (Files.isDirectory(target)) {
            try (Stream<Path> files = Files.list(target)) {
                var jar = files.filter(file -> file.getFileName().toString().matches(module + "-.*\\.jar"))
                        .findFirst();
                if (jar.isPresent()) {
                    return jar.get();
                }
            }
        }
        throw new IOException(module + " is not built: run ./mvnw -DskipTests package");
    }

    public List<String> command(Path extracted, Path config, StateDirectory state, String name) {
        List<String> command = new ArrayList<>(flags());
        command.addAll(List.of(
                // With the classes of the rehearsal a start takes half the time.
                "-XX:AOTCache=" + extracted.resolveSibling(CACHE),
                "-Xlog:aot=off",
                "-Xlog:cds=off",
                "-Djava.io.tmpdir=" + state.temporary(name),
                "-XX:ErrorFile=" + state.log(name + "-crash")));
        String extra = System.getenv("REDPACKET_JAVA_FLAGS");
        if (extra != null && !extra.isBlank()) {
            command.addAll(List.of(extra.trim().split("\\s+")));
        }
        command.addAll(List.of("-jar", extracted.toString(), "--spring.config.additional-location=file:" + config));
        return command;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin/java").toString();
    }
}
