package redpacket.local.command;

import java.time.Duration;
import java.util.List;
import redpacket.local.stack.Secrets;
import redpacket.local.stack.StateDirectory;
import redpacket.local.stack.Tokens;

/** Prints tokens, one a line. */
final class TokenCommand {
    private static final long RANGE_MAX = 1_000_000;

    private final StateDirectory state;

    TokenCommand(StateDirectory state) {
        this.state = state;
    }

    int run(List<String> words) {
        boolean ops = words.remove("--ops");
        String seconds = Main.takeOption(words, "--seconds");
        if (seconds != null && !seconds.matches("-?\\d{1,9}")) {
            throw new IllegalArgumentException("--seconds is a number, not " + seconds);
        }
        Duration lifetime = seconds == null ? Tokens.LIFETIME_DEFAULT : Duration.ofSeconds(Long.parseLong(seconds));
        if (words.isEmpty() && ops) {
            words.add("1");
        }
        if (words.isEmpty()) {
            throw new IllegalArgumentException("./redpacket token USER… [--ops] [--seconds N]");
        }
        List<long[]> ranges = words.stream().map(TokenCommand::range).toList();
        Tokens tokens = new Tokens(Secrets.load(state));
        StringBuilder lines = new StringBuilder();
        for (long[] range : ranges) {
            for (long user = range[0]; user <= range[1]; user++) {
                lines.append(tokens.sign(Long.toString(user), ops ? "ops" : "user", lifetime))
                        .append('\n');
            }
        }
        System.out.print(lines);
        return 0;
    }

    private static long[] range(String word) {
        if (!word.matches("[1-9]\\d{0,18}(-[1-9]\\d{0,18})?")) {
            throw new IllegalArgumentException("a user is a number from 1, or a range such as 1-2000, not " + word);
        }
        String[] ends = word.split("-");
        long first = Long.parseLong(ends[0]);
        long last = Long.parseLong(ends[ends.length - 1]);
        if (last < first || last - first >= RANGE_MAX) {
            throw new IllegalArgumentException("a range has 1 to " + RANGE_MAX + " users, not " + word);
        }
        return new long[] {first, last};
    }
}
