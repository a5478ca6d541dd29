package redpacket.local.command;

import picocli.CommandLine;

/** The command line of the local stack, without benches and chaos, which the module loadtest adds. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(CommandLines.run(new CommandLine(new Redpacket()), arguments));
    }
}
