package redpacket.loadtest.bench.shake;

import io.netty.buffer.ByteBuf;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import redpacket.loadtest.load.WarmUp;
import redpacket.loadtest.stack.PinnedProcess;
import redpacket.local.machine.Directories;
import redpacket.local.machine.FreePorts;
import redpacket.local.stack.Ports;
import redpacket.local.stack.Secrets;
import redpacket.local.stack.ServiceApp;
import redpacket.local.stack.ServiceConfig;
import redpacket.local.stack.StackOptions;
import redpacket.local.stack.StateDirectory;
import redpacket.local.stack.TlsCertificate;
import redpacket.local.stack.Tokens;

/**
 * Measures shakes a second through HTTPS with the token check, on one gateway on one core, beside nginx and bare
 * reactor-netty with a constant answer. The load comes from the other core. The bench needs no stack: it has a stub
 * backend.
 */
public final class ShakeBench {
    private static final int USERS = 5_000;
    private static final int CONNECTIONS = 128;
    private static final int GATEWAY_HEAP_MIB = 384;
    private static final int BARE_HEAP_MIB = 256;
    private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(20);
    /** Compilers that use less of the server's core are idle. */
    private static final double IDLE_CORES = 0.02;

    private static final long FIRST_USER = 1_000_000_000L;

    private final Path root;
    private final int rounds;
    private final int seconds;
    private final long shakes;
    private final long users;

    /**
     * @param seconds of each round
     * @param shakes of the long run at the end, with the memory sampled; 0 for none
     * @param users of the long run
     */
    public ShakeBench(Path root, int rounds, int seconds, long shakes, long users) {
        this.root = root;
        this.rounds = rounds;
        this.seconds = seconds;
        this.shakes = shakes;
        this.users = users;
    }

    public boolean run() throws IOException, InterruptedException, GeneralSecurityException {
        Path directory = Files.createTempDirectory("redpacket-shake");
        StateDirectory state = new StateDirectory(directory.resolve("state"));
        state.create();
        Path gatewayApp =
                new ServiceApp("gateway-service", GATEWAY_HEAP_MIB, ServiceApp.Compiler.THOROUGH).prepare(root);
        if (PinnedProcess.possible()) {
            PinnedProcess.self(1);
        }
        Map<String, PinnedProcess> servers = new LinkedHashMap<>();
        Secrets secrets = Secrets.loadOrMake(state);
        StackOptions options = new StackOptions("mariadb", "semi-sync", 1, 1, 2, "127.0.0.1", 0, 0, true, false);
        Ports ports = Ports.choose(options);
        TlsCertificate.make(state, secrets, options.bind());
        Tokens tokens = new Tokens(secrets);
        try (StubBackend backend = new StubBackend(ports, tokens.jwks());
                ShakeClients shakers = new ShakeClients(state.certificate())) {
            Path config = state.config("gateway");
            StateDirectory.write(config, new ServiceConfig(options, state, secrets, ports).of("gateway", 1));
            servers.put(
                    ShakeReport.GATEWAY,
                    PinnedProcess.start(
                            "gateway",
                            state,
                            ports.of("gateway"),
                            Map.of(),
                            new ServiceApp("gateway-service", GATEWAY_HEAP_MIB, ServiceApp.Compiler.THOROUGH)
                                    .command(gatewayApp, config, state, "gateway")));
            servers.put(ShakeReport.BARE, bare(state, secrets));
            var nginx = Nginx.find();
            if (nginx.isPresent()) {
                servers.put(ShakeReport.NGINX, nginx(nginx.get(), state, secrets));
            } else {
                System.out.println("Measured without nginx: none is on the path, and NGINX names none.");
            }
            ShakeReport report = new ShakeReport(
                    root, "./redpacket bench shake --rounds " + rounds + " --seconds " + seconds, rounds);
            measure(report, servers, shakers, requests(tokens), backend);
            if (shakes > 0) {
                for (String other : List.of(ShakeReport.BARE, ShakeReport.NGINX)) {
                    PinnedProcess stopped = servers.remove(other);
                    if (stopped != null) {
                        stopped.close();
                    }
                }
                new LongRun(shakes, users, tokens).run(report, servers.get(ShakeReport.GATEWAY), shakers);
            }
            return report.write();
        } finally {
            servers.values().forEach(PinnedProcess::close);
            Directories.delete(directory);
        }
    }

    private static PinnedProcess bare(StateDirectory state, Secrets secrets) throws IOException, InterruptedException {
        int port = FreePorts.next();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx" + BARE_HEAP_MIB + "m",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath(),
                BareNetty.class.getName(),
                Integer.toString(port),
                TlsCertificate.keyStore(state).toString()));
        return PinnedProcess.start("bare", state, port, Map.of("KEYSTORE_PASSWORD", secrets.get("keystore")), command);
    }

    /** The class path of this process, without the transport that the gateway does not have. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("io_uring"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static PinnedProcess nginx(Path program, StateDirectory state, Secrets secrets)
            throws IOException, InterruptedException, GeneralSecurityException {
        int port = FreePorts.next();
        Path directory = state.root().resolve("nginx");
        List<String> command =
                Nginx.command(program, directory, port, TlsCertificate.keyStore(state), secrets.get("keystore"));
        return PinnedProcess.start("nginx", state, port, Map.of(), command);
    }

    /** Users shake in turns, so that none reaches the limit of requests a second. */
    private static Supplier<ByteBuf> requests(Tokens tokens) {
        System.out.println("Making " + USERS + " tokens …");
        ByteBuf[] requests = new ByteBuf[USERS];
        for (int i = 0; i < USERS; i++) {
            requests[i] = ShakeClients.request(tokens.user(FIRST_USER + i));
        }
        int[] next = {0};
        return () -> {
            next[0] = (next[0] + 1) % USERS;
            return requests[next[0]];
        };
    }

    private void measure(
            ShakeReport report,
            Map<String, PinnedProcess> servers,
            ShakeClients shakers,
            Supplier<ByteBuf> requests,
            StubBackend backend)
            throws IOException, InterruptedException {
        for (PinnedProcess server : servers.values()) {
            // On one core the compilation of a big process takes minutes.
            new WarmUp(server::compilerSeconds, IDLE_CORES)
                    .run(() -> shakers.run(server.port(), CONNECTIONS, WARM_UP_NANOS, Long.MAX_VALUE, requests)
                            .perSecond());
        }
        for (int round = 1; round <= rounds; round++) {
            for (Map.Entry<String, PinnedProcess> server : servers.entrySet()) {
                Map<String, Long> before = backend.requests();
                double cpu = server.getValue().cpuSeconds();
                ShakeClients.Shaken shaken = shakers.run(
                        server.getValue().port(),
                        CONNECTIONS,
                        TimeUnit.SECONDS.toNanos(seconds),
                        Long.MAX_VALUE,
                        requests);
                report.add(server.getKey(), shaken, server.getValue().cpuSeconds() - cpu);
                if (server.getKey().equals(ShakeReport.GATEWAY)) {
                    report.requestsBehind(difference(before, backend.requests()));
                }
            }
        }
    }

    private static Map<String, Long> difference(Map<String, Long> before, Map<String, Long> after) {
        Map<String, Long> added = new TreeMap<>(after);
        before.forEach((request, count) -> added.merge(request, -count, Long::sum));
        added.values().removeIf(count -> count == 0);
        return added;
    }
}
