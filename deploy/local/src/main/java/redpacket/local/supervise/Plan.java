package redpacket.local.supervise;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import redpacket.local.machine.ProcessPriority;
import redpacket.local.server.ChildProcess;
import redpacket.local.server.DatabaseEngine;
import redpacket.local.server.DatabaseMember;
import redpacket.local.server.KafkaBroker;
import redpacket.local.server.MemberServers;
import redpacket.local.server.RedisServer;
import redpacket.local.server.ServerFiles;
import redpacket.local.stack.Ports;
import redpacket.local.stack.Secrets;
import redpacket.local.stack.ServiceApp;
import redpacket.local.stack.ServiceApp.Compiler;
import redpacket.local.stack.ServiceConfig;
import redpacket.local.stack.StackOptions;
import redpacket.local.stack.StateDirectory;

/** The processes of a stack as data: their names, how they start, and how to see that they are ready. */
final class Plan {
    private static final int SET_CACHE_MEBIBYTES = 64;
    /** The ledger's unique keys are random: with 64 MiB it stopped for seconds after some minutes. */
    private static final int LEDGER_CACHE_MEBIBYTES = 256;

    private static final int ANSWER_MILLIS = 1_000;
    private static final ServiceApp PACKET = new ServiceApp("packet-service", 160, Compiler.QUICK);
    private static final ServiceApp GRAB = new ServiceApp("grab-service", 192, Compiler.THOROUGH);
    private static final ServiceApp ACCOUNT = new ServiceApp("account-service", 208, Compiler.QUICK);
    /** For 2,500 open event streams of about 90 KiB each. */
    private static final ServiceApp NOTIFY = new ServiceApp("notify-service", 280, 36, Compiler.QUICK);

    private static final ServiceApp GATEWAY = new ServiceApp("gateway-service", 256, Compiler.THOROUGH);

    private final StackOptions options;
    private final StateDirectory state;
    private final Path projectRoot;
    private final Ports ports;
    private final Consumer<String> report;
    private final ServerFiles files = ServerFiles.find();
    private final ServiceConfig config;
    private final List<MemberServers> groups = new ArrayList<>();

    /** Extracts and rehearses the services that were built anew, so that a start is faster. */
    static void prepare(Path projectRoot) throws IOException {
        for (ServiceApp app : List.of(PACKET, GRAB, ACCOUNT, NOTIFY, GATEWAY)) {
            app.prepare(projectRoot);
        }
    }

    /** @param report takes one line for each fault and each repair of a member group */
    Plan(
            StackOptions options,
            StateDirectory state,
            Path projectRoot,
            Secrets secrets,
            Ports ports,
            Consumer<String> report) {
        this.report = report;
        this.options = options;
        this.state = state;
        this.projectRoot = projectRoot;
        this.ports = ports;
        this.config = new ServiceConfig(options, state, secrets, ports);
        DatabaseEngine engine = DatabaseEngine.named(options.engine(), files);
        for (int set = 1; set <= options.sets(); set++) {
            groups.add(group(
                    "set-" + set, engine, List.of("packets"), secrets, ProcessPriority.OPENING, SET_CACHE_MEBIBYTES));
        }
        groups.add(group(
                "accounts",
                engine,
                List.of("accounts_1", "accounts_2", "control", "notify"),
                secrets,
                ProcessPriority.LEDGER,
                LEDGER_CACHE_MEBIBYTES));
    }

    private MemberServers group(
            String name,
            DatabaseEngine engine,
            List<String> schemas,
            Secrets secrets,
            ProcessPriority priority,
            int cacheMebibytes) {
        List<Integer> memberPorts = IntStream.rangeClosed(1, 3)
                .mapToObj(member -> ports.of(name + "-db-" + member))
                .toList();
        return MemberServers.of(
                name,
                engine,
                state.root(),
                memberPorts,
                schemas,
                secrets.credentials(),
                priority,
                cacheMebibytes,
                line -> report.accept(name + ": " + line));
    }

    List<MemberServers> groups() {
        return groups;
    }

    List<ManagedProcess> databases() {
        List<ManagedProcess> processes = new ArrayList<>();
        for (MemberServers group : groups) {
            for (DatabaseMember member : group.members()) {
                processes.add(new ManagedProcess(
                        member.name(),
                        member.port(),
                        () -> {
                            group.start(member);
                            return member.process();
                        },
                        () -> group.isReady(member)));
            }
        }
        return processes;
    }

    List<ManagedProcess> others() {
        List<ManagedProcess> processes = new ArrayList<>();
        for (int set = 1; set <= options.sets(); set++) {
            String name = "set-" + set + "-redis";
            int port = ports.of(name);
            Path directory = state.data().resolve(name);
            processes.add(new ManagedProcess(
                    name,
                    port,
                    () -> run(name, ProcessPriority.OPENING, RedisServer.command(files, port, directory), directory),
                    () -> RedisServer.answers(port)));
        }
        int kafka = ports.of("kafka");
        processes.add(new ManagedProcess(
                "kafka",
                kafka,
                () -> run(
                        "kafka",
                        ProcessPriority.BACKGROUND,
                        KafkaBroker.prepare(files, state.root(), kafka, ports.of("kafka/controller")),
                        state.data()),
                () -> KafkaBroker.answers(kafka)));
        return processes;
    }

    /** Whether this is a database, a Redis or Kafka. */
    boolean isServer(String name) {
        return name.equals("kafka") || name.matches(".*-(redis|db-\\d+)");
    }

    boolean isDatabase(String name) {
        return name.matches(".*-db-\\d+");
    }

    /** Whether the group is a packet set, which fails alone. */
    boolean isSet(MemberServers group) {
        return group.name().startsWith("set-");
    }

    int kafkaPort() {
        return ports.of("kafka");
    }

    /** In the order of their start. */
    List<ManagedProcess> services() {
        if (options.serversOnly()) {
            return List.of();
        }
        Map<String, ServiceApp> apps = new LinkedHashMap<>();
        apps.put("packet", PACKET);
        apps.put("account", ACCOUNT);
        apps.put("grab-1", GRAB);
        apps.put("grab-2", GRAB);
        apps.put("notify", NOTIFY);
        for (int i = 1; i < options.instances(); i++) {
            apps.put(options.instancesOf("packet").get(i), PACKET);
            apps.put(options.instancesOf("account").get(i), ACCOUNT);
            apps.put(options.instancesOf("notify").get(i), NOTIFY);
        }
        for (int i = 1; i <= options.gateways(); i++) {
            apps.put(i == 1 ? "gateway" : "gateway-" + i, GATEWAY);
        }
        List<ManagedProcess> processes = new ArrayList<>();
        int number = 1;
        for (Map.Entry<String, ServiceApp> entry : apps.entrySet()) {
            processes.add(service(entry.getKey(), entry.getValue(), number));
            number++;
        }
        return processes;
    }

    private ManagedProcess service(String name, ServiceApp app, int number) {
        return new ManagedProcess(
                name,
                ports.of(name),
                () -> {
                    Path extracted;
                    synchronized (app) {
                        extracted = app.prepare(projectRoot);
                    }
                    Path file = state.config(name);
                    StateDirectory.write(file, config.of(name, number));
                    Files.createDirectories(state.temporary(name));
                    return run(
                            name,
                            priorityOf(app),
                            app.command(extracted, file, state, name),
                            state.root().resolve("run"));
                },
                () -> isReady(ports.of(name + "/management")));
    }

    private static ProcessPriority priorityOf(ServiceApp app) {
        if (app == GATEWAY) {
            return ProcessPriority.EDGE;
        }
        return app == ACCOUNT ? ProcessPriority.LEDGER : ProcessPriority.OPENING;
    }

    private ChildProcess run(String name, ProcessPriority priority, List<String> command, Path directory)
            throws IOException {
        // A process of an earlier supervisor is replaced, because its configuration may differ.
        ChildProcess.find(name, state.pidFile(name)).ifPresent(ChildProcess::kill);
        return ChildProcess.start(
                name, priority.of(command), Map.of(), directory, state.log(name), state.pidFile(name));
    }

    private static boolean isReady(int managementPort) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create("http://127.0.0.1:" + managementPort + "/actuator/health/readiness")
                            .toURL()
                            .openConnection();
            connection.setConnectTimeout(ANSWER_MILLIS);
            connection.setReadTimeout(ANSWER_MILLIS);
            try {
                return connection.getResponseCode() == 200;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return false;
        }
    }
}
