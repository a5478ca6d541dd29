package redpacket.local.supervise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import redpacket.local.server.ChildProcess;
import redpacket.local.server.KafkaTopics;
import redpacket.local.server.MemberServers;
import redpacket.local.stack.Ports;
import redpacket.local.stack.Secrets;
import redpacket.local.stack.StackOptions;
import redpacket.local.stack.StateDirectory;
import redpacket.local.stack.TlsCertificate;
import redpacket.local.stack.Tokens;

/** The process that holds a stack together: it starts, watches, promotes, restarts and stops. */
public final class Supervisor {
    private static final Duration SERVERS_WAIT = Duration.ofSeconds(90);
    private static final Duration SERVICES_WAIT = Duration.ofSeconds(150);
    private static final int PARTITIONS = 8;
    private static final int STARTS_AT_ONCE = 3;

    private final StateDirectory state;
    private final Progress progress;
    private final Plan plan;
    private final Ports ports;
    private final Secrets secrets;
    private final Map<String, Watched> watched = new LinkedHashMap<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean running = true;

    private Supervisor(StateDirectory state, Progress progress, Plan plan, Ports ports, Secrets secrets) {
        this.state = state;
        this.progress = progress;
        this.plan = plan;
        this.ports = ports;
        this.secrets = secrets;
    }

    /** Extracts and rehearses the services that were built anew. */
    public static void prepare(Path projectRoot) throws IOException {
        Plan.prepare(projectRoot);
    }

    /** Arguments: the state directory and the project's root. */
    public static void main(String[] arguments) throws Exception {
        StateDirectory state = new StateDirectory(Path.of(arguments[0]));
        Files.createDirectories(state.progress().getParent());
        Progress progress = new Progress(state.progress());
        try {
            StackOptions options = StackOptions.from(StateDirectory.read(state.options()));
            Secrets secrets = Secrets.loadOrMake(state);
            Ports ports = Ports.choose(options);
            ports.save(state);
            TlsCertificate.make(state, secrets, options.bind());
            Plan plan = new Plan(options, state, Path.of(arguments[1]), secrets, ports);
            new Supervisor(state, progress, plan, ports, secrets).run();
        } catch (Exception e) {
            String message = e.getMessage();
            progress.failed(message == null ? e.toString() : message);
            throw e;
        }
        // Stray threads of drivers must not keep a stopped stack's supervisor alive.
        System.exit(0);
    }

    private void run() throws Exception {
        ControlServer control =
                ControlServer.start(this, ports.of("supervisor"), secrets.get("control"), new Tokens(secrets).jwks());
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopAll));
        try {
            startServers();
            startServices();
            progress.ready();
        } catch (StartFailed e) {
            progress.failed(e.getMessage());
            stopAll();
            return;
        }
        stopped.await();
        control.close();
    }

    private void startServers() throws IOException, SQLException, InterruptedException, StartFailed {
        for (MemberServers group : plan.groups()) {
            group.install();
        }
        progress.say("database servers installed");
        plan.databases().forEach(this::watch);
        plan.others().forEach(this::watch);
        Thread.ofPlatform().daemon().name("keeper").start(this::keepGroups);
        for (Watched server : watched.values()) {
            server.start();
        }
        Thread.ofPlatform().daemon().name("watch").start(this::keepProcesses);
        for (MemberServers group : plan.groups()) {
            await(
                    group::isSettled,
                    SERVERS_WAIT,
                    group.name() + " did not come up",
                    group.members().getFirst().name());
            group.createSchemas();
            progress.say(group.name() + ": a primary and two replicas in semi-sync");
        }
        for (Watched server : watched.values()) {
            await(
                    () -> server.state() == Watched.State.READY,
                    SERVERS_WAIT,
                    server.name() + " did not come up",
                    server.name());
        }
        KafkaTopics.create("127.0.0.1:" + plan.kafkaPort(), PARTITIONS);
        progress.say("Redis and Kafka ready");
    }

    private void startServices() throws IOException, InterruptedException, StartFailed {
        List<Watched> services = plan.services();
        List<Watched> starting = new ArrayList<>();
        for (Watched service : services) {
            while (starting.size() >= STARTS_AT_ONCE) {
                awaitAny(starting);
            }
            synchronized (watched) {
                watch(service);
                service.start();
            }
            progress.say(service.name() + " starts");
            starting.add(service);
        }
        while (!starting.isEmpty()) {
            awaitAny(starting);
        }
    }

    /** Waits until one of these is ready and takes it, and others that are, off the list. */
    private void awaitAny(List<Watched> starting) throws InterruptedException, StartFailed {
        int before = starting.size();
        await(
                () -> {
                    starting.removeIf(service -> {
                        boolean ready = service.state() == Watched.State.READY;
                        if (ready) {
                            progress.say(service.name() + " ready on port " + service.port());
                        }
                        return ready;
                    });
                    return starting.size() < before || starting.stream().anyMatch(service -> service.restarts() > 1);
                },
                SERVICES_WAIT,
                "a service did not become ready",
                starting.getFirst().name());
        for (Watched service : starting) {
            if (service.restarts() > 1) {
                throw new StartFailed(service.name() + " died at start: " + lastLine(service.name()) + " (see "
                        + state.log(service.name()) + ")");
            }
        }
    }

    private void await(BooleanSupplier condition, Duration atMost, String otherwise, String logName)
            throws InterruptedException, StartFailed {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new StartFailed(otherwise + ": " + lastLine(logName) + " (see " + state.log(logName) + ")");
            }
            Thread.sleep(50);
        }
    }

    private String lastLine(String name) {
        try {
            List<String> lines = Files.readAllLines(state.log(name));
            for (String line : lines.reversed()) {
                if (line.contains("ERROR") || line.contains("Caused by")) {
                    return line.length() > 400 ? line.substring(0, 400) : line;
                }
            }
            return lines.isEmpty() ? "its log is empty" : lines.getLast();
        } catch (IOException e) {
            return "it left no log";
        }
    }

    private void watch(Watched process) {
        synchronized (watched) {
            watched.put(process.name(), process);
        }
    }

    private List<Watched> all() {
        synchronized (watched) {
            return List.copyOf(watched.values());
        }
    }

    private void keepGroups() {
        while (running) {
            for (MemberServers group : plan.groups()) {
                try {
                    group.tick();
                } catch (RuntimeException e) {
                    log(group.name() + ": " + e);
                }
            }
            pause(100);
        }
    }

    private void keepProcesses() {
        while (running) {
            for (Watched process : all()) {
                try {
                    if (process.tick()) {
                        log(process.name() + " died; it is started again");
                    }
                } catch (IOException | RuntimeException e) {
                    log(process.name() + " cannot be started: " + e);
                }
            }
            pause(200);
        }
    }

    private static void log(String line) {
        System.out.println(java.time.Instant.now() + " " + line);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Watched> find(String name) {
        return all().stream().filter(process -> process.name().equals(name)).findFirst();
    }

    boolean kill(String name) {
        Optional<Watched> process = find(name);
        process.ifPresent(Watched::kill);
        return process.isPresent();
    }

    boolean comeBack(String name) throws IOException {
        Optional<Watched> process = find(name);
        if (process.isPresent()) {
            process.get().comeBack();
        }
        return process.isPresent();
    }

    /** One line a process: name, state, pid, port, restarts, resident KiB, remark. */
    String table() {
        StringBuilder lines = new StringBuilder();
        for (Watched process : all()) {
            ChildProcess child = process.process();
            lines.append(process.name())
                    .append('\t')
                    .append(process.state())
                    .append('\t')
                    .append(child == null ? "-" : Long.toString(child.pid()))
                    .append('\t')
                    .append(process.port())
                    .append('\t')
                    .append(process.restarts())
                    .append('\t')
                    .append(child == null ? 0 : child.residentKiB())
                    .append('\t')
                    .append(remark(process.name()))
                    .append('\n');
        }
        return lines.toString();
    }

    private String remark(String name) {
        for (MemberServers group : plan.groups()) {
            var primary = group.primary();
            if (primary != null && primary.name().equals(name)) {
                return "primary";
            }
        }
        return "";
    }

    void requestStop() {
        Thread.ofPlatform().name("stop").start(() -> {
            stopAll();
            stopped.countDown();
        });
    }

    private synchronized void stopAll() {
        if (!running) {
            return;
        }
        running = false;
        List<Watched> reversed = all().reversed();
        List<Thread> stops = new ArrayList<>();
        // Services first, then what they stand on.
        for (Watched process : reversed) {
            if (plan.groups().stream().noneMatch(group -> process.name().startsWith(group.name() + "-"))
                    && !process.name().equals("kafka")) {
                stops.add(Thread.ofPlatform().start(process::stop));
            }
        }
        join(stops);
        for (Watched process : reversed) {
            stops.add(Thread.ofPlatform().start(process::stop));
        }
        join(stops);
        plan.groups().forEach(MemberServers::stop);
        stopped.countDown();
    }

    private static void join(List<Thread> threads) {
        for (Thread thread : threads) {
            try {
                thread.join(Duration.ofSeconds(40));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        threads.clear();
    }

    private static final class StartFailed extends Exception {
        private static final long serialVersionUID = 1L;

        StartFailed(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            @Nullable String message = super.getMessage();
            return message == null ? "" : message;
        }
    }
}
