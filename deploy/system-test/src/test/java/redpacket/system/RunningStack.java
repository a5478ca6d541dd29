package redpacket.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import redpacket.local.api.ControlClient;
import redpacket.local.api.PublicApi;
import redpacket.local.machine.Directories;
import redpacket.local.server.ChildProcess;
import redpacket.local.server.Credentials;
import redpacket.local.server.Sql;
import redpacket.local.stack.Ports;
import redpacket.local.stack.Secrets;
import redpacket.local.stack.StateDirectory;
import redpacket.local.stack.Tokens;

/**
 * A stack of its own, on free ports, in a temporary directory: started once for all tests of this JVM by the same
 * launcher as {@code ./redpacket up}, and gone with it.
 */
final class RunningStack {
    private static final long UP_MINUTES = 8;
    private static final RunningStack SHARED = new RunningStack();
    private static final AtomicLong NEXT_USER = new AtomicLong(1_000);

    private final StateDirectory state;
    private final PublicApi api;
    private final PublicApi otherApi;

    private RunningStack() {
        try {
            state = new StateDirectory(Files.createTempDirectory("redpacket-system"));
            Runtime.getRuntime().addShutdownHook(new Thread(this::end));
            String database = System.getProperty("servers", "mariadb");
            int status = launch("up", "--free-ports", "--gateways", "2", "--database", database);
            if (status != 0) {
                throw new IllegalStateException("the stack did not come up; see " + state.root());
            }
            api = new PublicApi(state);
            otherApi = new PublicApi(state, "gateway-2");
        } catch (IOException e) {
            throw new IllegalStateException("no stack", e);
        }
    }

    static RunningStack shared() {
        return SHARED;
    }

    private int launch(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Dredpacket.root=" + System.getProperty("redpacket.root"),
                "-cp",
                classPath(),
                "redpacket.local.command.Main"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--state", state.root().toString()));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            state.root().resolve("launcher.log").toFile()))
                    .start();
            if (!process.waitFor(UP_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                return -1;
            }
            if (process.exitValue() != 0) {
                System.out.println(Files.readString(state.root().resolve("launcher.log")));
            }
            return process.exitValue();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String classPath() {
        Path target = Path.of(System.getProperty("redpacket.root"), "deploy/local/target");
        return target.resolve("classes") + ":" + target.resolve("lib") + "/*";
    }

    private void end() {
        launch("down");
        try {
            if (System.getProperty("keep-state") == null) {
                Directories.delete(state.root());
            }
        } catch (IOException e) {
            System.err.println("left behind: " + state.root());
        }
    }

    PublicApi api() {
        return api;
    }

    /** The address of Kafka. */
    String kafka() {
        return "127.0.0.1:" + Ports.load(state).of("kafka");
    }

    /** Where a process listens. */
    int port(String name) {
        return Ports.load(state).of(name);
    }

    /** The same through the other gateway. */
    PublicApi otherApi() {
        return otherApi;
    }

    /** Users that no test has met, so many of them, the first of which is given. */
    static long users(int count) {
        return NEXT_USER.getAndAdd(count);
    }

    /** SIGKILL; the supervisor starts it again. */
    void crash(String name) {
        ChildProcess.find(name, state.pidFile(name)).orElseThrow().kill();
    }

    /** Sends a process a signal such as STOP or CONT. */
    void signal(String name, String signal) {
        long pid = ChildProcess.find(name, state.pidFile(name)).orElseThrow().pid();
        try {
            int status = new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("kill -" + signal + " " + pid + " ended with " + status);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** SIGKILL, and it stays down until {@link #start}. */
    void kill(String name) {
        new ControlClient(state).send("kill/" + name);
    }

    void start(String name) {
        new ControlClient(state).send("start/" + name);
    }

    boolean isReady(String... names) {
        List<String> lines = new ControlClient(state).ask("status").lines().toList();
        for (String name : names) {
            if (lines.stream().noneMatch(line -> line.startsWith(name + "\tREADY\t"))) {
                return false;
            }
        }
        return true;
    }

    /** The member that is the primary of a group now. */
    String primaryOf(String group) {
        return new ControlClient(state)
                .ask("status")
                .lines()
                .filter(line -> line.startsWith(group + "-db-") && line.endsWith("\tprimary"))
                .map(line -> line.substring(0, line.indexOf('\t')))
                .findFirst()
                .orElseThrow();
    }

    String opsToken() {
        return new Tokens(Secrets.load(state)).ops(1);
    }

    /** The status that whoever has this authorization gets of the operators' listener. */
    int opsAs(String authorization, String method, String path, @Nullable String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("https://localhost:" + port("gateway/ops") + path))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        json == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(json));
        try (HttpClient client = HttpClient.newBuilder()
                .sslContext(PublicApi.trusting(state.certificate()))
                .build()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A connection to a database member with all rights. */
    Connection admin(String member) throws SQLException {
        return Sql.connect(
                Ports.load(state).of(member),
                Credentials.ADMIN,
                Secrets.load(state).credentials().adminPassword());
    }
}
