package redpacket.local.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import redpacket.local.api.ControlClient;
import redpacket.local.stack.StateDirectory;

/** The commands behind the script {@code redpacket}. */
public final class Main {
    /** A file, so that the script shows it before anything is built. */
    private static final String USAGE = "usage.txt";

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        List<String> words = new ArrayList<>(Arrays.asList(arguments));
        Path projectRoot = Path.of(System.getProperty("redpacket.root", "."));
        String stateOption = takeOption(words, "--state");
        String environment = System.getenv("REDPACKET_STATE");
        String directory = stateOption != null
                ? stateOption
                : environment != null
                        ? environment
                        : projectRoot.resolve(".state").toString();
        StateDirectory state = new StateDirectory(Path.of(directory));
        String command = words.isEmpty() ? "" : words.removeFirst();
        System.exit(run(command, words, state, projectRoot));
    }

    private static int run(String command, List<String> words, StateDirectory state, Path projectRoot)
            throws Exception {
        try {
            return switch (command) {
                case "up" -> new UpCommand(state, projectRoot).run(words);
                case "prepare" -> {
                    redpacket.local.supervise.Supervisor.prepare(projectRoot);
                    yield 0;
                }
                case "down" -> {
                    requireNoMore(command, words);
                    yield new DownCommand(state).run();
                }
                case "status" -> {
                    boolean watch = words.remove("--watch");
                    requireNoMore(command, words);
                    yield new StatusCommand(state).run(watch);
                }
                case "logs" -> new LogsCommand(state).run(words);
                case "token" -> new TokenCommand(state).run(words);
                case "demo" -> {
                    boolean withoutNotify = words.remove("--without-notify");
                    requireNoMore(command, words);
                    yield new DemoCommand(state).run(withoutNotify);
                }
                case "audit", "reconcile", "dead-letters" -> new OpsCommand(state).run(command, words);
                case "kill", "start" -> order(state, command, words);
                case "help", "--help", "-h" -> {
                    System.out.print(usage());
                    yield 0;
                }
                default -> {
                    System.err.print(usage());
                    yield 2;
                }
            };
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return 2;
        } catch (IllegalStateException | UncheckedIOException | IOException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    private static String usage() throws IOException {
        try (InputStream text = Objects.requireNonNull(Main.class.getResourceAsStream(USAGE))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void requireNoMore(String command, List<String> words) {
        if (!words.isEmpty()) {
            throw new IllegalArgumentException(
                    command + " does not know " + words.getFirst() + "; ./redpacket help shows the flags");
        }
    }

    private static int order(StateDirectory state, String command, List<String> words) {
        if (words.size() != 1) {
            throw new IllegalArgumentException("./redpacket " + command + " NAME; ./redpacket status shows the names");
        }
        String name = words.getFirst();
        int status = new ControlClient(state).send(command + "/" + name);
        if (status == 404) {
            throw new IllegalArgumentException("there is no " + name + "; ./redpacket status shows the names");
        }
        System.out.println(
                command.equals("kill")
                        ? name + " killed; it stays down until: ./redpacket start " + name
                        : name + " started");
        return 0;
    }

    /** Takes a flag with a value out of the words; null when it is not there. */
    static @org.jspecify.annotations.Nullable String takeOption(List<String> words, String flag) {
        int at = words.indexOf(flag);
        if (at < 0) {
            return null;
        }
        if (at + 1 >= words.size()) {
            throw new IllegalArgumentException(flag + " needs a value");
        }
        words.remove(at);
        return words.remove(at);
    }
}
