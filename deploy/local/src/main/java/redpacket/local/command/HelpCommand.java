package redpacket.local.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Parameters;

/** Lists every command with its flags, or shows one command. */
@Command(name = "help", description = "show every command and flag, or those of one command")
final class HelpCommand implements Runnable {
    private final CommandLine root;

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "such as up, or bench open")
    private List<String> words = new ArrayList<>();

    HelpCommand(CommandLine root) {
        this.root = root;
    }

    @Override
    public void run() {
        if (words.isEmpty()) {
            System.out.println("usage: " + Redpacket.NAME + " COMMAND [--state DIR]");
            System.out.println(list(root));
            return;
        }
        CommandLine command = root;
        for (String word : words) {
            command = command.getSubcommands().get(word);
            if (command == null) {
                throw new IllegalArgumentException(
                        "there is no command " + String.join(" ", words) + "; " + Redpacket.NAME + " help lists them");
            }
        }
        command.usage(System.out);
    }

    private static String list(CommandLine line) {
        StringBuilder text = new StringBuilder();
        CommandSpec spec = line.getCommandSpec();
        if (spec.parent() != null) {
            String name = spec.qualifiedName().substring(Redpacket.NAME.length() + 1);
            String labels = spec.positionalParameters().stream()
                    .map(PositionalParamSpec::paramLabel)
                    .collect(Collectors.joining(" "));
            text.append(row("  " + name + " " + labels, spec.usageMessage().description()));
        }
        for (OptionSpec option : spec.options()) {
            if (!option.inherited() && !option.hidden() && spec.parent() != null) {
                String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
                text.append(row("      " + option.longestName() + value, option.description()));
            }
        }
        line.getSubcommands().values().stream()
                // A command with an alias is there twice.
                .distinct()
                .filter(subcommand ->
                        !subcommand.getCommandSpec().usageMessage().hidden())
                .forEach(subcommand -> text.append(list(subcommand)));
        return text.toString();
    }

    private static String row(String name, String[] description) {
        return String.format(Locale.ROOT, "%-34s %s%n", name.stripTrailing(), String.join(" ", description));
    }
}
