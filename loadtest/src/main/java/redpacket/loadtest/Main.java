package redpacket.loadtest;

import picocli.CommandLine;
import redpacket.local.command.CommandLines;
import redpacket.local.command.Redpacket;

/** The whole command line behind the script {@code redpacket}: the local stack, benches and chaos. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(CommandLines.run(commandLine(), arguments));
    }

    static CommandLine commandLine() {
        Redpacket redpacket = new Redpacket();
        return new CommandLine(redpacket)
                .addSubcommand(new BenchCommand(redpacket))
                .addSubcommand(new ChaosCommand(redpacket));
    }
}
