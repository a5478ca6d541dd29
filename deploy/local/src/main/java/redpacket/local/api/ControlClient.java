package redpacket.local.api;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import redpacket.local.server.ChildProcess;
import redpacket.local.stack.Ports;
import redpacket.local.stack.Secrets;
import redpacket.local.stack.StateDirectory;

/** Client of a stack's supervisor. */
public final class ControlClient {
    private static final int MILLIS_MAX = 30_000;

    private final StateDirectory state;

    public ControlClient(StateDirectory state) {
        this.state = state;
    }

    public boolean supervisorRuns() {
        return ChildProcess.find("supervisor", state.pidFile("supervisor")).isPresent();
    }

    /** Waits until the supervisor has ended, for this time at most. False if it still runs. */
    public boolean supervisorEndsWithin(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (supervisorRuns()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(50);
        }
        return true;
    }

    /** Sends a command. Returns the HTTP status. */
    public int send(String path) {
        try {
            return open(path).getResponseCode();
        } catch (IOException e) {
            throw notRunning();
        }
    }

    public String ask(String path) {
        try {
            HttpURLConnection connection = open(path);
            return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw notRunning();
        }
    }

    private HttpURLConnection open(String path) throws IOException {
        if (!supervisorRuns()) {
            throw notRunning();
        }
        int port = Ports.load(state).of("supervisor");
        HttpURLConnection connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/control/" + path)
                .toURL()
                .openConnection();
        connection.setConnectTimeout(MILLIS_MAX);
        connection.setReadTimeout(MILLIS_MAX);
        connection.setRequestProperty("X-Control", Secrets.load(state).get("control"));
        return connection;
    }

    private IllegalStateException notRunning() {
        return new IllegalStateException("no stack runs from " + state.root() + ": ./redpacket up starts one");
    }
}
