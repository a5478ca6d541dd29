package redpacket.local.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import redpacket.local.stack.StateDirectory;

/** The commands behind the script {@code redpacket}. */
public final class Main {
    private static final String USAGE = """
            usage: ./redpacket COMMAND [--state DIR]
              up [--fresh] [--database mariadb|mysql] [--gateways N] [--sets N] [--bind ADDRESS]
                 [--https-port N] [--ops-port N] [--free-ports] [--servers-only]
                                    start everything and wait until it is ready
              down                  stop everything
              status [--watch]      what runs, how fast, how far behind; whether the money is right
              logs NAME [-f]        the log of a process
              token USER… [--ops] [--seconds N]
                                    a token a line; USER is a number or a range such as 1-2000
              demo [--without-notify]
                                    packets sent, grabbed and opened through HTTPS; with notify-service dead meanwhile
              kill NAME             SIGKILL, and it stays down
              start NAME            start what was killed
              reconcile             compare the ledger with every set now; fails when something is open
              audit                 check the hash chain over the ledger and every balance
              dead-letters [--resend]
                                    what no consumer could apply; sends it again
              bench NAME            measure: open, … (./redpacket bench shows the list)
              chaos NAME|all        load with faults, checked by invariant""";

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
                default -> {
                    System.err.println(USAGE);
                    yield command.equals("help") ? 0 : 2;
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
