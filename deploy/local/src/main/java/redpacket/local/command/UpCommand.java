package redpacket.local.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import redpacket.local.api.ControlClient;
import redpacket.local.machine.FreePorts;
import redpacket.local.machine.PortListeners;
import redpacket.local.server.ChildProcess;
import redpacket.local.stack.Ports;
import redpacket.local.stack.StackOptions;
import redpacket.local.stack.StateDirectory;
import redpacket.local.supervise.Progress;

/** Starts a stack and shows its progress until every service is ready. */
final class UpCommand {
    private static final long SPACE_BYTES_MIN = 2L << 30;
    private static final Duration ENDS_WITHIN = Duration.ofSeconds(30);
    private static final long WAIT_NANOS = 300_000_000_000L;

    private final StateDirectory state;
    private final Path projectRoot;

    UpCommand(StateDirectory state, Path projectRoot) {
        this.state = state;
        this.projectRoot = projectRoot;
    }

    int run(StackOptions options, boolean fresh) throws IOException, InterruptedException {
        if (new ControlClient(state).supervisorRuns() && !hasFailedAndEnds()) {
            return joinRunning(options);
        }
        StoppedProcesses.stop(state);
        if (fresh) {
            state.deleteAll();
        }
        refuseOtherDatabase(options);
        requireSpaceAndPorts(options);
        StateDirectory.write(state.options(), options.toProperties());
        Files.createDirectories(state.progress().getParent());
        Files.deleteIfExists(state.progress());
        ChildProcess supervisor = startSupervisor();
        return follow(supervisor);
    }

    /** The stack runs already, or another {@code up} is starting it. */
    private int joinRunning(StackOptions options) throws IOException, InterruptedException {
        Path pidFile = state.pidFile("supervisor");
        Optional<ChildProcess> supervisor = ChildProcess.find("supervisor", pidFile);
        if (supervisor.isPresent() && !Files.readAllLines(state.progress()).contains(Progress.READY)) {
            System.out.println("It is being started already:");
            return follow(supervisor.get());
        }
        System.out.println("It runs already: ./redpacket status shows it, ./redpacket down ends it.");
        if (!options.equals(StackOptions.DEFAULT)
                && !options.equals(StackOptions.from(StateDirectory.read(state.options())))) {
            System.out.println("It was started with other flags; yours take effect after ./redpacket down.");
        }
        System.out.print(stoppedByOrder(new ControlClient(state).ask("status")));
        return 0;
    }

    /** A line for each process that {@code kill} stopped: {@code up} leaves it down. */
    static String stoppedByOrder(String table) {
        return table.lines()
                .map(row -> row.split("\t", -1))
                .filter(cells -> cells[1].equals("DOWN"))
                .map(cells -> cells[0] + " is down by order; to start it: ./redpacket start " + cells[0] + "\n")
                .collect(Collectors.joining());
    }

    /** A supervisor whose start failed stops its processes and ends. The next start waits for that. */
    private boolean hasFailedAndEnds() throws IOException, InterruptedException {
        if (!Files.exists(state.progress())
                || Files.readAllLines(state.progress()).stream().noneMatch(line -> line.startsWith(Progress.FAILED))) {
            return false;
        }
        return new ControlClient(state).supervisorEndsWithin(ENDS_WITHIN);
    }

    private void refuseOtherDatabase(StackOptions options) {
        String before = StateDirectory.read(state.options()).getProperty("database", options.database());
        if (!before.equals(options.database()) && Files.isDirectory(state.data())) {
            throw new IllegalArgumentException("the state in " + state.root() + " belongs to " + before
                    + ": add --fresh to delete it, or --state for another directory");
        }
    }

    private void requireSpaceAndPorts(StackOptions options) throws IOException {
        state.create();
        long usable = Files.getFileStore(state.root()).getUsableSpace();
        if (usable < SPACE_BYTES_MIN) {
            throw new IllegalStateException("the disk of " + state.root() + " has " + (usable >> 20)
                    + " MiB left; a stack needs " + (SPACE_BYTES_MIN >> 20));
        }
        if (options.freePorts() || options.serversOnly()) {
            return;
        }
        for (int i = 0; i < options.gateways(); i++) {
            for (int port : new int[] {options.httpsPort() + i, options.opsPort() + i}) {
                if (!FreePorts.isFree(port)) {
                    throw new IllegalStateException("port " + port + " is taken" + PortListeners.of(port)
                            + ": end that process, or choose another port with --https-port and --ops-port");
                }
            }
        }
    }

    private ChildProcess startSupervisor() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        // With setsid the stack survives the end of its terminal.
        List<String> detached =
                Files.isExecutable(Path.of("/usr/bin/setsid")) ? List.of("/usr/bin/setsid", java) : List.of(java);
        List<String> command = new java.util.ArrayList<>(detached);
        command.addAll(List.of(
                "-Xmx96m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:MaxMetaspaceSize=96m",
                "-cp",
                System.getProperty("java.class.path"),
                "redpacket.local.supervise.Supervisor",
                state.root().toString(),
                projectRoot.toAbsolutePath().toString()));
        return ChildProcess.start(
                "supervisor", command, Map.of(), state.root(), state.log("supervisor"), state.pidFile("supervisor"));
    }

    private int follow(ChildProcess supervisor) throws IOException, InterruptedException {
        int shown = 0;
        long end = System.nanoTime() + WAIT_NANOS;
        while (System.nanoTime() < end) {
            boolean alive = supervisor.isAlive();
            List<String> lines = Files.exists(state.progress()) ? Files.readAllLines(state.progress()) : List.of();
            for (String line : lines.subList(Math.min(shown, lines.size()), lines.size())) {
                if (line.equals(Progress.READY)) {
                    tellWhatToTry();
                    return 0;
                }
                if (line.startsWith(Progress.FAILED)) {
                    System.err.println(line.substring(Progress.FAILED.length()));
                    return 1;
                }
                System.out.println(line);
            }
            shown = lines.size();
            if (!alive) {
                System.err.println("the supervisor died; see " + state.log("supervisor"));
                return 1;
            }
            Thread.sleep(100);
        }
        System.err.println(
                "not ready after " + WAIT_NANOS / 1_000_000_000L + " s; ./redpacket status shows the processes");
        return 1;
    }

    private void tellWhatToTry() {
        if (StackOptions.from(StateDirectory.read(state.options())).serversOnly()) {
            System.out.println("\nThe servers are ready, without services: ./redpacket status shows their ports.");
            return;
        }
        Ports ports = Ports.load(state);
        int https = ports.of("gateway");
        System.out.printf("""

                Ready.
                  phone    https://localhost:%1$d   (sign in as user 1, and as user 2 in another window)
                  public   https://localhost:%1$d   (API: https://localhost:%1$d/docs)
                  ops      https://localhost:%2$d
                  trust    %3$s

                Try:
                  ./redpacket demo
                  ./redpacket status
                  curl --cacert %3$s -H "Authorization: Bearer $(./redpacket token 1)" https://localhost:%1$d/v1/wallet
                  ./redpacket down
                """, https, ports.of("gateway/ops"), state.certificate());
    }
}
