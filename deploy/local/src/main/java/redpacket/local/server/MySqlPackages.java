package redpacket.local.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import redpacket.local.machine.Directories;
import redpacket.local.machine.Tool;

/**
 * MySQL from Debian's packages, without root. The server and its dependencies are downloaded with a private apt state,
 * unpacked side by side, and run through their own loader. The archive, the proxy and the trust are those of the
 * machine's own apt configuration. The machine's package lists and installed packages stay untouched.
 */
public final class MySqlPackages {
    private static final String PACKAGE = "mysql-server-core";
    /** The suite of Debian that carries MySQL. */
    private static final String SUITE = "sid";

    private static final String KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";
    private static final int STEP_SECONDS = 600;

    private final Path cache;

    public MySqlPackages(Path cache) {
        this.cache = cache;
    }

    /** The directory with the unpacked packages. The first caller fetches them; two processes may do so at once. */
    public Path unpacked() throws IOException {
        Path unpacked = cache.resolve("mysql");
        if (Files.exists(unpacked)) {
            return unpacked;
        }
        if (!Files.exists(Path.of("/usr/bin/apt-get")) || !Files.exists(Path.of(KEYRING))) {
            throw new IOException("MySQL's packages need Debian, with apt-get and its keyring; use mariadb here");
        }
        Files.createDirectories(cache);
        Path work = Files.createTempDirectory(cache, "mysql-fetch");
        try {
            Path fresh = fetch(work);
            Files.move(fresh, unpacked, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.exists(unpacked)) {
                throw e;
            }
            // Another process fetched them first.
        } finally {
            Directories.delete(work);
        }
        return unpacked;
    }

    private Path fetch(Path work) throws IOException {
        Path lists = Files.createDirectories(work.resolve("state/lists/partial"));
        Path packages = Files.createDirectories(work.resolve("packages"));
        Files.createDirectories(work.resolve("cache/archives/partial"));
        // With an empty status nothing counts as installed, so apt downloads the whole closure with the C library.
        Files.createFile(work.resolve("state/status"));
        Files.writeString(
                work.resolve("sources.list"),
                "deb [signed-by=" + KEYRING + "] " + archive(work) + " " + SUITE + " main\n");
        Path config = Files.writeString(work.resolve("apt.conf"), """
            Dir::Etc::sourcelist "%1$s/sources.list";
            Dir::Etc::sourceparts "-";
            Dir::Etc::preferences "-";
            Dir::Etc::preferencesparts "-";
            Dir::State "%1$s/state";
            Dir::State::lists "%2$s";
            Dir::State::status "%1$s/state/status";
            Dir::Cache "%1$s/cache";
            APT::Sandbox::User "";
            APT::Install-Recommends "false";
            Acquire::Languages "none";
            """.formatted(work, lists.getParent()));
        Map<String, String> environment = Map.of("APT_CONFIG", config.toString(), "LC_ALL", "C");
        Path log = cache.resolve("mysql-fetch.log");
        Tool.run(log, STEP_SECONDS, packages, environment, List.of("apt-get", "-q", "update"));
        Path plan = work.resolve("plan");
        Tool.run(plan, STEP_SECONDS, packages, environment, List.of("apt-get", "-q", "-s", "install", PACKAGE));
        List<String> download = new ArrayList<>(List.of("apt-get", "-q", "download"));
        Files.readAllLines(plan).stream()
                .filter(line -> line.startsWith("Inst "))
                .map(line -> line.split(" ")[1])
                .forEach(download::add);
        Tool.run(log, STEP_SECONDS, packages, environment, download);
        Path root = Files.createDirectories(work.resolve("root"));
        try (Stream<Path> files = Files.list(packages)) {
            for (Path file : files.toList()) {
                Tool.run(
                        log,
                        STEP_SECONDS,
                        packages,
                        environment,
                        List.of("dpkg-deb", "-x", file.toString(), root.toString()));
            }
        }
        return root;
    }

    /** The address of Debian's archive in the machine's own apt sources. */
    private static String archive(Path work) throws IOException {
        Path targets = work.resolve("targets");
        Tool.run(
                targets,
                STEP_SECONDS,
                work,
                Map.of("LC_ALL", "C"),
                List.of(
                        "apt-get",
                        "indextargets",
                        "--format",
                        "$(REPO_URI)",
                        "Created-By: Packages",
                        "Label: Debian",
                        "Component: main"));
        return Files.readAllLines(targets).stream()
                .filter(line -> line.contains("://"))
                .findFirst()
                .orElseThrow(() -> new IOException(
                        "the apt sources of this machine name no archive of Debian: run apt-get update, or use"
                                + " mariadb"));
    }
}
