package redpacket.local.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import redpacket.local.machine.Directories;
import redpacket.local.machine.FreePorts;
import redpacket.local.machine.ProcessPriority;

/**
 * Real servers for an integration test, in a directory and on ports of their own. They end when this object is closed
 * or the JVM ends. The system property {@code servers} chooses mariadb (the default) or mysql.
 */
public final class TestServers implements AutoCloseable {
    private static final int CACHE_MEBIBYTES = 64;
    private static final long START_NANOS = 90_000_000_000L;

    private final ServerFiles files = ServerFiles.find();
    private final String engine;
    private final Path directory;
    private final List<MemberServers> groups = new ArrayList<>();
    private final List<ChildProcess> processes = new ArrayList<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final Thread controller;
    private final Thread hook = new Thread(this::stopAll);
    private volatile boolean open = true;

    public TestServers() {
        this(System.getProperty("servers", "mariadb"));
    }

    private TestServers(String engine) {
        this.engine = engine;
        try {
            directory = Files.createTempDirectory("redpacket-servers");
        } catch (IOException e) {
            throw new IllegalStateException("no temporary directory", e);
        }
        Runtime.getRuntime().addShutdownHook(hook);
        controller = Thread.ofPlatform().daemon().name("failover").start(this::control);
    }

    /** On mariadb or mysql, whatever the system property. */
    public static TestServers of(String engine) {
        return new TestServers(engine);
    }

    public static Credentials credentials() {
        return new Credentials("admin-secret", "owner-secret", "app-secret", "replication-secret");
    }

    /** The faults and repairs that the groups have reported. */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    /** A primary and two replicas in semi-sync, with these schemas, under a failover controller until the end. */
    public MemberServers memberGroup(String name, String... schemas) {
        try {
            MemberServers group = MemberServers.of(
                    name,
                    DatabaseEngine.named(engine, files),
                    directory,
                    List.of(FreePorts.next(), FreePorts.next(), FreePorts.next()),
                    List.of(schemas),
                    credentials(),
                    ProcessPriority.EDGE,
                    CACHE_MEBIBYTES,
                    faults::add);
            group.install();
            for (DatabaseMember member : group.members()) {
                group.start(member);
            }
            synchronized (groups) {
                groups.add(group);
            }
            await(group::isSettled, name + " to settle; see " + directory.resolve("logs"));
            return group;
        } catch (IOException e) {
            throw new IllegalStateException("member group " + name + " did not start; see " + directory, e);
        }
    }

    /** A Redis; its port. */
    public int redis() {
        int port = FreePorts.next();
        start("redis-" + port, RedisServer.command(files, port, directory));
        await(() -> RedisServer.answers(port), "Redis");
        return port;
    }

    /** A Kafka broker with the topics of the system; host:port. */
    public String kafka(int packetEventPartitions) {
        int port = FreePorts.next();
        try {
            start("kafka", KafkaBroker.prepare(files, directory, port, FreePorts.next()));
            await(() -> KafkaBroker.answers(port), "Kafka");
            KafkaTopics.create("127.0.0.1:" + port, packetEventPartitions);
            return "127.0.0.1:" + port;
        } catch (IOException e) {
            throw new IllegalStateException("Kafka did not start; see " + directory, e);
        }
    }

    /** A process that was started here, by name. */
    public ChildProcess process(String name) {
        return processes.stream()
                .filter(process -> process.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void start(String name, List<String> command) {
        try {
            processes.add(ChildProcess.start(
                    name,
                    command,
                    Map.of(),
                    directory,
                    directory.resolve("logs").resolve(name + ".log"),
                    directory.resolve("run").resolve(name + ".pid")));
        } catch (IOException e) {
            throw new IllegalStateException(name + " did not start", e);
        }
    }

    private void control() {
        while (open) {
            List<MemberServers> controlled;
            synchronized (groups) {
                controlled = List.copyOf(groups);
            }
            controlled.forEach(MemberServers::tick);
            pause(50);
        }
    }

    private static void await(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + START_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("did not come: " + what);
            }
            pause(20);
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void stopAll() {
        open = false;
        controller.interrupt();
        synchronized (groups) {
            groups.forEach(group -> group.members().forEach(DatabaseMember::kill));
        }
        processes.forEach(ChildProcess::kill);
        try {
            Directories.delete(directory);
        } catch (IOException ignored) {
            // The rest stays in the temporary directory.
        }
    }

    @Override
    public void close() {
        stopAll();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ignored) {
            // The JVM is shutting down already.
        }
    }
}
