package redpacket.loadtest.shake;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import redpacket.loadtest.ProcessorTime;
import redpacket.local.server.ChildProcess;
import redpacket.local.stack.StateDirectory;

/** A server on one core of its own, where the machine has taskset. */
public final class Pinned implements AutoCloseable {
    private static final Path TASKSET = Path.of("/usr/bin/taskset");
    /** Of the machine, before this process is on one of them: then it sees no other. */
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private static final long START_NANOS_MAX = TimeUnit.SECONDS.toNanos(90);
    /** Linux counts processor time in these. */
    private static final double TICKS_PER_SECOND = 100;

    private final ChildProcess process;
    private final int port;

    private Pinned(ChildProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Whether this machine can give a process cores of its own. */
    public static boolean possible() {
        return Files.isExecutable(TASKSET) && CORES > 1;
    }

    /** Cores of the machine. */
    public static int cores() {
        return CORES;
    }

    /** Keeps this process, and what it starts from now on, on one core. */
    static void self(int core) throws IOException, InterruptedException {
        process(ProcessHandle.current().pid(), Integer.toString(core));
    }

    /** Keeps a process, and what it starts from now on, on these cores, such as "0" or "0-1". */
    public static void process(long pid, String cores) throws IOException, InterruptedException {
        new ProcessBuilder(TASKSET.toString(), "-a", "-p", "-c", cores, Long.toString(pid))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** Starts a server on core 0, and waits until it takes connections. */
    static Pinned start(
            String name, StateDirectory state, int port, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        List<String> pinned = new ArrayList<>(possible() ? List.of(TASKSET.toString(), "-c", "0") : List.of());
        pinned.addAll(command);
        Files.createDirectories(state.temporary(name));
        Pinned server = new Pinned(
                ChildProcess.start(name, pinned, environment, state.root(), state.log(name), state.pidFile(name)),
                port);
        // Whoever ends the bench ends its servers.
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        long until = System.nanoTime() + START_NANOS_MAX;
        while (!server.takesConnections()) {
            if (!server.process.isAlive() || System.nanoTime() > until) {
                server.close();
                throw new IOException(name + " did not start: " + state.log(name));
            }
            Thread.sleep(50);
        }
        return server;
    }

    private boolean takesConnections() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    int port() {
        return port;
    }

    /** Processor time so far. */
    double cpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    /** The part of that which its compilers used; 0 where it has none. */
    double compilerSeconds() {
        return ProcessorTime.compilerSeconds(process.pid());
    }

    long residentMiB() {
        return process.residentKiB() >> 10;
    }

    @Override
    public void close() {
        process.stop();
    }
}
