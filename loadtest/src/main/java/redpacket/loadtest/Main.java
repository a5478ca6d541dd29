package redpacket.loadtest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import redpacket.loadtest.chaos.ChaosMoney;
import redpacket.local.stack.StateDirectory;

/** {@code ./redpacket bench NAME}: measures the stack that runs. */
public final class Main {
    private static final String USAGE = """
            usage: ./redpacket bench open [--rounds N]
                   ./redpacket chaos money [--seed N] [--seconds N]
              open   durable opens a second through HTTPS, one hot packet and 1,000 packets of 10, beside row locking
              money  load while services, databases, Redis and Kafka are killed; checked by invariant
            The stack must be up: ./redpacket up""";

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        List<String> words = new ArrayList<>(Arrays.asList(arguments));
        Path root = Path.of(System.getProperty("redpacket.root", "."));
        String state = take(words, "--state", System.getenv().getOrDefault("REDPACKET_STATE", root + "/.state"));
        String rounds = take(words, "--rounds", "3");
        String seed = take(words, "--seed", Long.toString(System.currentTimeMillis()));
        String seconds = take(words, "--seconds", "180");
        if (words.size() == 2 && words.get(0).equals("bench") && words.get(1).equals("open")) {
            try {
                new OpenBench(new StateDirectory(Path.of(state)), root, Integer.parseInt(rounds)).run();
                System.exit(0);
            } catch (IllegalStateException e) {
                System.err.println(e.getMessage());
                System.exit(1);
            }
        }
        if (words.size() == 2
                && words.get(0).equals("chaos")
                && List.of("money", "all").contains(words.get(1))) {
            try {
                boolean well = new ChaosMoney(
                                new StateDirectory(Path.of(state)), Long.parseLong(seed), Integer.parseInt(seconds))
                        .run();
                System.exit(well ? 0 : 1);
            } catch (IllegalStateException e) {
                System.err.println(e.getMessage());
                System.exit(1);
            }
        }
        System.err.println(USAGE);
        System.exit(2);
    }

    private static String take(List<String> words, String flag, String otherwise) {
        int at = words.indexOf(flag);
        if (at < 0 || at + 1 >= words.size()) {
            return otherwise;
        }
        words.remove(at);
        return words.remove(at);
    }
}
