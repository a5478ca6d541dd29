package redpacket.local.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Runs a command line. Every failure is one line on the error stream: exit code 2 for a wrong argument, with a hint,
 * and 1 for a command that failed.
 */
public final class CommandLines {
    private CommandLines() {}

    /** Adds {@code help} to the commands and runs the one that the arguments name. Returns the exit code. */
    public static int run(CommandLine line, String... arguments) {
        return line.addSubcommand(new HelpCommand(line))
                .registerConverter(UserRange.class, CommandLines::users)
                .setParameterExceptionHandler((wrong, ignored) -> refuse(wrong))
                .setExecutionExceptionHandler((failure, command, ignored) -> fail(failure))
                .execute(arguments);
    }

    private static UserRange users(String text) {
        try {
            return UserRange.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    private static int refuse(ParameterException wrong) {
        String name = wrong.getCommandLine().getCommandSpec().qualifiedName();
        System.err.println(message(wrong, name) + "; " + hint(name));
        return ExitCode.USAGE;
    }

    private static String message(ParameterException wrong, String name) {
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            List<String> suggestions = unmatched.getSuggestions();
            return name + " does not know " + unmatched.getUnmatched().getFirst()
                    + (suggestions.isEmpty() ? "" : ", perhaps " + String.join(" or ", suggestions));
        }
        String text = String.valueOf(wrong.getMessage()).replaceAll("\\s+", " ");
        return wrong instanceof MissingParameterException ? name + ": " + text : text;
    }

    private static String hint(String name) {
        String command = name.contains(" ") ? name.substring(name.indexOf(' ')) : "";
        return Redpacket.NAME + " help" + command + " shows the flags";
    }

    private static int fail(Exception failure) throws Exception {
        return switch (failure) {
            case IllegalArgumentException wrong -> {
                System.err.println(wrong.getMessage());
                yield ExitCode.USAGE;
            }
            case IllegalStateException failed -> failed(failed);
            case UncheckedIOException failed -> failed(failed);
            case IOException failed -> failed(failed);
            default -> throw failure;
        };
    }

    private static int failed(Exception failure) {
        System.err.println(failure.getMessage());
        return ExitCode.SOFTWARE;
    }
}
