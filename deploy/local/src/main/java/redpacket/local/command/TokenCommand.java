package redpacket.local.command;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import redpacket.local.stack.Secrets;
import redpacket.local.stack.StateDirectory;
import redpacket.local.stack.Tokens;

/** Prints tokens, one a line. */
final class TokenCommand {
    private final StateDirectory state;

    TokenCommand(StateDirectory state) {
        this.state = state;
    }

    int run(List<UserRange> users, boolean ops, Duration lifetime) {
        if (users.isEmpty() && !ops) {
            throw new IllegalArgumentException("a user is missing; " + Redpacket.NAME + " help token shows the flags");
        }
        Tokens tokens = new Tokens(Secrets.load(state));
        String role = ops ? "ops" : "user";
        for (UserRange range : users.isEmpty() ? List.of(new UserRange(1, 1)) : users) {
            print(System.out, range, user -> tokens.sign(user, role, lifetime));
        }
        return 0;
    }

    interface Signature {
        String of(String user);
    }

    static void print(PrintStream out, UserRange range, Signature signature) {
        IntStream.range(0, range.count())
                .mapToObj(offset -> signature.of(Long.toString(range.first() + offset)))
                .forEach(out::println);
    }
}
