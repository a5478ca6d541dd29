package redpacket.local.supervise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import redpacket.local.api.Crowd;
import redpacket.local.api.PublicApi;
import redpacket.local.api.Readings;
import redpacket.local.issuer.LocalIssuer;
import redpacket.local.server.ChildProcess;
import redpacket.local.server.MemberServers;
import redpacket.local.stack.Ports;
import redpacket.local.stack.Secrets;
import redpacket.local.stack.StackOptions;
import redpacket.local.stack.StateDirectory;
import redpacket.local.stack.TlsCertificate;
import redpacket.local.stack.Tokens;

/**
 * The process that holds a stack together: it starts, watches, promotes, restarts and stops. Should it be killed, the
 * others run on as they are; the next {@code up} ends them by their pid files and starts anew from their data.
 */
public final class Supervisor {
    private static final Duration STOP_WAIT = Duration.ofSeconds(40);

    private final Plan plan;
    private final ProcessRegistry registry;
    private final StackWatch watch;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private boolean stopping;

    private Supervisor(Plan plan, ProcessRegistry registry, Ports ports) {
        this.plan = plan;
        this.registry = registry;
        this.watch = new StackWatch(plan, registry, () -> Readings.take(ports));
    }

    /** Extracts and rehearses the services that were built anew. */
    public static void prepare(Path projectRoot) throws IOException {
        Plan.prepare(projectRoot);
    }

    /** Arguments: the state directory and the project's root. */
    public static void main(String[] arguments) throws Exception {
        StateDirectory state = new StateDirectory(Path.of(arguments[0]));
        Files.createDirectories(state.progress().getParent());
        Progress progress = new Progress(state.progress());
        try {
            StackOptions options = StackOptions.from(StateDirectory.read(state.options()));
            Secrets secrets = Secrets.loadOrMake(state);
            Ports ports = Ports.choose(options);
            ports.save(state);
            TlsCertificate.make(state, secrets, options.bind());
            ProcessRegistry registry = new ProcessRegistry();
            Plan plan = new Plan(options, state, Path.of(arguments[1]), secrets, ports, registry::fault);
            new Supervisor(plan, registry, ports).run(state, progress, ports, secrets);
        } catch (Exception e) {
            String message = e.getMessage();
            progress.failed(message == null ? e.toString() : message);
            throw e;
        }
        // Stray threads of drivers must not keep a stopped stack's supervisor alive.
        System.exit(0);
    }

    private void run(StateDirectory state, Progress progress, Ports ports, Secrets secrets)
            throws IOException, InterruptedException {
        Tokens tokens = new Tokens(secrets);
        ControlServer control =
                ControlServer.start(this, ports.of("supervisor"), secrets.get("control"), tokens.jwks());
        LocalIssuer issuer = LocalIssuer.start(
                ports.of("issuer"), tokens, ports.phoneOrigins(), () -> new Crowd(new PublicApi(state)));
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopAll));
        try {
            new StackStart(state, progress, plan, registry).run();
            watch.start();
            progress.ready();
        } catch (StartFailedException e) {
            progress.failed(e.line());
            stopAll();
            return;
        }
        stopped.await();
        issuer.close();
        control.close();
    }

    boolean kill(String name) {
        Optional<ManagedProcess> process = registry.find(name);
        if (process.isPresent()) {
            process.get().kill();
            registry.fault(name + " was killed by order");
        }
        return process.isPresent();
    }

    boolean comeBack(String name) throws IOException {
        Optional<ManagedProcess> process = registry.find(name);
        if (process.isPresent()) {
            process.get().comeBack();
        }
        return process.isPresent();
    }

    /** The last faults, and at the end what is wrong now. */
    List<String> faults() {
        List<String> lines = new ArrayList<>(registry.faults());
        lines.addAll(watch.lines());
        return lines;
    }

    /** One line a process, cells with tabs between them: name, state, pid, port, restarts, resident KiB, remark. */
    String table() {
        StringBuilder lines = new StringBuilder();
        for (ManagedProcess process : registry.all()) {
            ChildProcess child = process.process();
            if (child != null && !child.isAlive()) {
                child = null;
            }
            lines.append(String.join(
                            "\t",
                            process.name(),
                            process.state().name(),
                            child == null ? "-" : Long.toString(child.pid()),
                            Integer.toString(process.port()),
                            Integer.toString(process.restarts()),
                            Long.toString(child == null ? 0 : child.residentKiB()),
                            remark(process.name())))
                    .append('\n');
        }
        return lines.toString();
    }

    private String remark(String name) {
        for (MemberServers group : plan.groups()) {
            String remark = group.remark(name);
            if (!remark.isEmpty()) {
                return remark;
            }
        }
        return "";
    }

    void requestStop() {
        Thread.ofPlatform().name("stop").start(this::stopAll);
    }

    /** Services first, then what they stand on. A second caller waits for the first. */
    private synchronized void stopAll() {
        if (stopping) {
            return;
        }
        stopping = true;
        registry.close();
        List<ManagedProcess> reversed = registry.all().reversed();
        stop(reversed.stream().filter(process -> !plan.isServer(process.name())).toList());
        stop(reversed.stream().filter(process -> plan.isServer(process.name())).toList());
        plan.groups().forEach(MemberServers::stop);
        stopped.countDown();
    }

    private static void stop(List<ManagedProcess> processes) {
        List<Thread> stops = new ArrayList<>();
        processes.forEach(process -> stops.add(Thread.ofPlatform().start(process::stop)));
        for (Thread stop : stops) {
            try {
                stop.join(STOP_WAIT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
