package redpacket.local.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Redis as a cache: bounded memory, a snapshot now and then, nothing that must survive. */
public final class RedisServer {
    private static final int ANSWER_MILLIS_MAX = 500;

    private RedisServer() {}

    public static List<String> command(ServerFiles files, int port, Path directory) {
        return List.of(
                files.redis().toString(),
                "--port",
                Integer.toString(port),
                "--bind",
                "127.0.0.1",
                "--dir",
                directory.toString(),
                "--maxmemory",
                "64mb",
                "--maxmemory-policy",
                "allkeys-lru",
                "--appendonly",
                "no",
                "--save",
                "60 10000",
                "--daemonize",
                "no");
    }

    public static boolean answers(int port) {
        return ask(port, "PING", ANSWER_MILLIS_MAX).startsWith("+");
    }

    /** The number of keys; -1 if it does not answer. */
    public static long keys(int port) {
        String answer = ask(port, "DBSIZE", ANSWER_MILLIS_MAX);
        return answer.startsWith(":") ? Long.parseLong(answer.substring(1)) : -1;
    }

    /** The first line of the answer to a command; empty without one in time. */
    public static String ask(int port, String command, int millisMax) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), millisMax);
            socket.setSoTimeout(millisMax);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String line = reader.readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            return "";
        }
    }
}
