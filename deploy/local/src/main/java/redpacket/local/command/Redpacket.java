package redpacket.local.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import redpacket.local.api.ControlClient;
import redpacket.local.stack.StackOptions;
import redpacket.local.stack.StateDirectory;
import redpacket.local.supervise.Supervisor;

/** The commands of the script {@code redpacket}, with their flags. */
@Command(name = Redpacket.NAME, synopsisSubcommandLabel = "COMMAND", description = "The whole system on one machine.")
public final class Redpacket implements Runnable {
    static final String NAME = "./redpacket";

    @Option(
            names = "--state",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "where the stack keeps its state (default: $REDPACKET_STATE, or .state)")
    private @Nullable Path stateOption;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "show this command's flags")
    private boolean unusedHelp;

    /** The project's root directory. */
    public Path root() {
        return Path.of(System.getProperty("redpacket.root", "."));
    }

    public StateDirectory state() {
        if (stateOption != null) {
            return new StateDirectory(stateOption);
        }
        String environment = System.getenv("REDPACKET_STATE");
        return new StateDirectory(environment == null ? root().resolve(".state") : Path.of(environment));
    }

    @Override
    public void run() {
        throw new IllegalArgumentException("a command is missing; " + NAME + " help lists them");
    }

    @Command(description = "start everything and wait until it is ready")
    int up(
            @Option(names = "--fresh", description = "delete the state first") boolean fresh,
            @Option(
                            names = "--database",
                            paramLabel = "NAME",
                            defaultValue = "mariadb",
                            description = "mariadb (default) or mysql")
                    String database,
            @Option(
                            names = "--replication",
                            paramLabel = "NAME",
                            defaultValue = "semi-sync",
                            description = "semi-sync (default), or group with mysql")
                    String replication,
            @Option(names = "--gateways", paramLabel = "N", defaultValue = "1", description = "1 (default) to 4")
                    int gateways,
            @Option(
                            names = "--instances",
                            paramLabel = "N",
                            defaultValue = "1",
                            description = "1 (default) to 3 processes of packet, account and notify")
                    int instances,
            @Option(
                            names = "--sets",
                            paramLabel = "N",
                            defaultValue = "2",
                            description = "1 to 4 packet sets (default 2)")
                    int sets,
            @Option(
                            names = "--bind",
                            paramLabel = "ADDRESS",
                            defaultValue = "127.0.0.1",
                            description = "address of the gateways (default 127.0.0.1)")
                    String bind,
            @Option(
                            names = "--https-port",
                            paramLabel = "N",
                            defaultValue = "8443",
                            description = "of the public API (default 8443)")
                    int httpsPort,
            @Option(
                            names = "--ops-port",
                            paramLabel = "N",
                            defaultValue = "9443",
                            description = "of the operators' API (default 9443)")
                    int opsPort,
            @Option(names = "--free-ports", description = "use a free port for every process") boolean freePorts,
            @Option(names = "--servers-only", description = "start databases, Redis and Kafka, and no service")
                    boolean serversOnly)
            throws IOException, InterruptedException {
        StackOptions options = new StackOptions(
                database, replication, gateways, instances, sets, bind, httpsPort, opsPort, freePorts, serversOnly);
        return new UpCommand(state(), root()).run(options, fresh);
    }

    @Command(hidden = true, description = "extract and rehearse the services that were built anew")
    int prepare() throws IOException {
        Supervisor.prepare(root());
        return 0;
    }

    @Command(description = "stop everything; the state stays")
    int down() throws InterruptedException {
        return new DownCommand(state()).run();
    }

    @Command(description = "processes, rates, backlogs, and whether the money is right")
    int status(@Option(names = "--watch", description = "repeat every second") boolean watch)
            throws InterruptedException {
        return new StatusCommand(state()).run(watch);
    }

    @Command(description = "print the log of a process")
    int logs(
            @Parameters(paramLabel = "NAME", description = "a process of ./redpacket status") String name,
            @Option(
                            names = {"-f", "--follow"},
                            description = "print new lines as they come")
                    boolean follow)
            throws IOException, InterruptedException {
        return new LogsCommand(state()).run(name, follow);
    }

    @Command(description = "print tokens, one a line")
    int token(
            @Parameters(
                            arity = "0..*",
                            paramLabel = "USER…",
                            description = "a user's number, or a range such as 1-2000")
                    @Nullable
                    List<UserRange> users,
            @Option(names = "--ops", description = "tokens for operators") boolean ops,
            @Option(
                            names = "--seconds",
                            paramLabel = "N",
                            defaultValue = "86400",
                            description = "lifetime (default 86400)")
                    int seconds) {
        return new TokenCommand(state()).run(users == null ? List.of() : users, ops, Duration.ofSeconds(seconds));
    }

    @Command(description = "send, grab and open packets through HTTPS, and check every fen")
    int demo(
            @Option(names = "--without-notify", description = "with notify-service down meanwhile") boolean without,
            @Option(
                            names = "--crowd",
                            paramLabel = "N",
                            description = "instead, N users race for a packet that you send on the phone")
                    @Nullable
                    Integer crowd,
            @Option(
                            names = "--packet",
                            paramLabel = "ID",
                            description = "the packet of the crowd (default: the sender's next one)")
                    @Nullable
                    String packetId,
            @Option(
                            names = "--sender",
                            paramLabel = "USER",
                            defaultValue = "1",
                            description = "for whose next packet the crowd waits (default 1)")
                    long sender)
            throws InterruptedException {
        return crowd == null
                ? new DemoCommand(state()).run(without)
                : new CrowdCommand(state()).run(crowd, packetId, sender);
    }

    @Command(description = "SIGKILL a process; it stays down until start")
    int kill(@Parameters(paramLabel = "NAME", description = "a process of ./redpacket status") String name) {
        order("kill", name);
        System.out.println(name + " is killed and stays down until: " + NAME + " start " + name);
        return 0;
    }

    @Command(description = "start a process that was killed")
    int start(@Parameters(paramLabel = "NAME", description = "a process of ./redpacket status") String name) {
        order("start", name);
        System.out.println(name + " starts");
        return 0;
    }

    private void order(String command, String name) {
        if (new ControlClient(state()).send(command + "/" + name) == 404) {
            throw new IllegalArgumentException("there is no " + name + "; " + NAME + " status shows the names");
        }
    }

    @Command(description = "compare the ledger with every set; fails on a difference")
    int reconcile() {
        return new OpsCommand(state()).reconcile();
    }

    @Command(description = "verify the ledger's hash chain and every balance")
    int audit() {
        return new OpsCommand(state()).audit();
    }

    @Command(name = "dead-letters", description = "show the events that no consumer could apply")
    int deadLetters(@Option(names = "--resend", description = "send them again") boolean resend) {
        return new OpsCommand(state()).deadLetters(resend);
    }
}
