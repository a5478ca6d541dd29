package redpacket.loadtest.stack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import redpacket.local.server.ChildProcess;
import redpacket.local.stack.StateDirectory;

/** A server that is pinned to core 0, if the machine has taskset. */
public final class PinnedProcess implements AutoCloseable {
    private static final Path TASKSET = Path.of("/usr/bin/taskset");
    /** Read before this process is pinned: afterwards it sees its own core alone. */
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private static final long START_NANOS_MAX = TimeUnit.SECONDS.toNanos(90);
    /** The unit in which Linux counts CPU time. */
    private static final double TICKS_PER_SECOND = 100;

    private final ChildProcess process;
    private final int port;

    private PinnedProcess(ChildProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Whether this machine can pin a process to cores. */
    public static boolean possible() {
        return Files.isExecutable(TASKSET) && CORES > 1;
    }

    /** Cores of the machine. */
    public static int cores() {
        return CORES;
    }

    /** Pins this process, and its later children, to one core. */
    public static void self(int core) throws IOException, InterruptedException {
        process(ProcessHandle.current().pid(), Integer.toString(core));
    }

    /** Pins a process, and its later children, to cores such as "0" or "0-1". */
    public static void process(long pid, String cores) throws IOException, InterruptedException {
        new ProcessBuilder(TASKSET.toString(), "-a", "-p", "-c", cores, Long.toString(pid))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** Starts a server on core 0, and waits until it takes connections. */
    public static PinnedProcess start(
            String name, StateDirectory state, int port, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        List<String> pinned = new ArrayList<>(possible() ? List.of(TASKSET.toString(), "-c", "0") : List.of());
        pinned.addAll(command);
        Files.createDirectories(state.temporary(name));
        PinnedProcess server = new PinnedProcess(
                ChildProcess.start(name, pinned, environment, state.root(), state.log(name), state.pidFile(name)),
                port);
        // A signal that ends the bench ends its servers.
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

    public int port() {
        return port;
    }

    /** CPU time so far. */
    public double cpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    /** The part of it that its compilers used; 0 for a program without compilers. */
    public double compilerSeconds() {
        return ProcessorTime.compilerSeconds(process.pid());
    }

    public long residentMiB() {
        return process.residentKiB() >> 10;
    }

    @Override
    public void close() {
        process.stop();
    }
}
