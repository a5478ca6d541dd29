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
 * A service's jar, extracted: a fat jar's loader has hung at start on JDK 25 with virtual threads (spring-boot issues
 * 51379 and 51463), and an extracted one starts faster.
 */
public final class ServiceApp {
    private static final String CACHE = "classes.aot";
    private static final int YOUNG_PART = 3;

    private final String module;
    private final int heapMiB;
    private final int youngMiB;
    private final Compiler compiler;

    /** How far a service's code is compiled. */
    public enum Compiler {
        /** All the way: for what runs at every grab and open. */
        THOROUGH("-XX:TieredStopAtLevel=4"),
        /** Once and without profiles: a minute after its start it costs nothing any more, where the other takes ten. */
        QUICK("-XX:TieredStopAtLevel=1");

        private final String flag;

        Compiler(String flag) {
            this.flag = flag;
        }
    }

    public ServiceApp(String module, int heapMiB, Compiler compiler) {
        this(module, heapMiB, heapMiB / YOUNG_PART, compiler);
    }

    /** With less of the heap for what is young, where most of what it holds is not. */
    public ServiceApp(String module, int heapMiB, int youngMiB, Compiler compiler) {
        this.module = module;
        this.heapMiB = heapMiB;
        this.youngMiB = youngMiB;
        this.compiler = compiler;
    }

    public String module() {
        return module;
    }

    /** Extracts the jar where it has changed since the last time; where it now is. */
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
     * Starts the service up to the point where it would reach for the world, and keeps the classes as they then are in
     * an AOT cache. Without one it starts all the same, only slower.
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
                // What a request holds dies young, also when a thousand are under way: else it is kept, and a full
                // collection of a second on a busy core ends it.
                "-XX:SurvivorRatio=4",
                // By default each sixth of the code cache that fills is a full collection.
                "-XX:SweeperThreshold=100",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                // A tenth more shakes: objects of thousands of users are far from each other.
                "-XX:+UseTransparentHugePages",
                compiler.flag,
                "-XX:MaxMetaspaceSize=160m",
                // By default each step on the way there is a full collection: seconds, in a crowd on a busy core.
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
                // Classes as the rehearsal left them: a start takes half the time.
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
