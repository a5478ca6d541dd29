package redpacket.loadtest.shake;

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
import redpacket.loadtest.WarmUp;
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
 * Shakes a second through HTTPS with the token check, one gateway on one core, beside nginx and bare reactor-netty that
 * give a constant answer; the load comes from the other core. Needs no stack: what is behind the gateway is played here,
 * and counts what it is asked.
 */
public final class ShakeBench {
    private static final int USERS = 5_000;
    private static final int CONNECTIONS = 128;
    private static final int GATEWAY_HEAP_MIB = 384;
    private static final int BARE_HEAP_MIB = 256;
    private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(20);
    /** Of the server's core. */
    private static final double QUIET = 0.02;

    private static final long FIRST_USER = 1_000_000_000L;

    private final Path root;
    private final int rounds;
    private final int seconds;
    private final long shakes;
    private final long users;

    /**
     * @param seconds of each round
     * @param shakes of the long run at the end, of which the memory is watched; 0 for none
     * @param users who shake in it
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
        if (Pinned.possible()) {
            Pinned.self(1);
        }
        Map<String, Pinned> servers = new LinkedHashMap<>();
        Secrets secrets = Secrets.loadOrMake(state);
        StackOptions options = new StackOptions("mariadb", 1, 2, "127.0.0.1", 0, 0, true, false);
        Ports ports = Ports.choose(options);
        TlsCertificate.make(state, secrets, options.bind());
        Tokens tokens = new Tokens(secrets);
        try (Behind behind = new Behind(ports, tokens.jwks());
                Shakers shakers = new Shakers(state.certificate())) {
            Path config = state.config("gateway");
            StateDirectory.write(config, new ServiceConfig(options, state, secrets, ports).of("gateway", 1));
            servers.put(
                    ShakeReport.GATEWAY,
                    Pinned.start(
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
                System.out.println("No nginx on the path, and none named by NGINX: measured without it.");
            }
            ShakeReport report = new ShakeReport(
                    root, "./redpacket bench shake --rounds " + rounds + " --seconds " + seconds, rounds);
            measure(report, servers, shakers, requests(tokens), behind);
            if (shakes > 0) {
                for (String other : List.of(ShakeReport.BARE, ShakeReport.NGINX)) {
                    Pinned stopped = servers.remove(other);
                    if (stopped != null) {
                        stopped.close();
                    }
                }
                new LongRun(shakes, users, tokens).run(report, servers.get(ShakeReport.GATEWAY), shakers);
            }
            return report.write();
        } finally {
            servers.values().forEach(Pinned::close);
            Directories.delete(directory);
        }
    }

    private static Pinned bare(StateDirectory state, Secrets secrets) throws IOException, InterruptedException {
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
        return Pinned.start("bare", state, port, Map.of("KEYSTORE_PASSWORD", secrets.get("keystore")), command);
    }

    /** Ours, without the transport that the gateway does not have either. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("io_uring"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Pinned nginx(Path program, StateDirectory state, Secrets secrets)
            throws IOException, InterruptedException, GeneralSecurityException {
        int port = FreePorts.next();
        Path directory = state.root().resolve("nginx");
        List<String> command =
                Nginx.command(program, directory, port, TlsCertificate.keyStore(state), secrets.get("keystore"));
        return Pinned.start("nginx", state, port, Map.of(), command);
    }

    /** Users who take turns, so that none reaches the limit of requests a second. */
    private static Supplier<ByteBuf> requests(Tokens tokens) {
        System.out.println("Making " + USERS + " tokens …");
        ByteBuf[] requests = new ByteBuf[USERS];
        for (int i = 0; i < USERS; i++) {
            requests[i] = Shakers.request(tokens.user(FIRST_USER + i));
        }
        int[] next = {0};
        return () -> {
            next[0] = (next[0] + 1) % USERS;
            return requests[next[0]];
        };
    }

    private void measure(
            ShakeReport report, Map<String, Pinned> servers, Shakers shakers, Supplier<ByteBuf> requests, Behind behind)
            throws IOException, InterruptedException {
        for (Pinned server : servers.values()) {
            // On its only core a big process is compiled for minutes.
            new WarmUp(server::compilerSeconds, QUIET)
                    .run(() -> shakers.run(server.port(), CONNECTIONS, WARM_UP_NANOS, Long.MAX_VALUE, requests)
                            .perSecond());
        }
        for (int round = 1; round <= rounds; round++) {
            for (Map.Entry<String, Pinned> server : servers.entrySet()) {
                Map<String, Long> before = behind.asked();
                double cpu = server.getValue().cpuSeconds();
                Shakers.Shaken shaken = shakers.run(
                        server.getValue().port(),
                        CONNECTIONS,
                        TimeUnit.SECONDS.toNanos(seconds),
                        Long.MAX_VALUE,
                        requests);
                report.add(server.getKey(), shaken, server.getValue().cpuSeconds() - cpu);
                if (server.getKey().equals(ShakeReport.GATEWAY)) {
                    report.askedBehind(difference(before, behind.asked()));
                }
            }
        }
    }

    private static Map<String, Long> difference(Map<String, Long> before, Map<String, Long> after) {
        Map<String, Long> asked = new TreeMap<>();
        after.forEach((what, count) -> {
            long more = count - before.getOrDefault(what, 0L);
            if (more > 0) {
                asked.put(what, more);
            }
        });
        return asked;
    }
}
