package redpacket.local.supervise;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import redpacket.local.server.KafkaTopics;
import redpacket.local.server.MemberServers;
import redpacket.local.stack.StateDirectory;

/** Starts a stack: all servers at once, then a few services at a time. Waits until all are ready. */
final class StackStart {
    private static final Duration SERVERS_WAIT = Duration.ofSeconds(90);
    private static final Duration MEMBER_WAIT = Duration.ofSeconds(30);
    private static final Duration SERVICES_WAIT = Duration.ofSeconds(150);
    private static final int PARTITIONS = 8;
    private static final int STARTS_AT_ONCE = 3;
    private static final int LINE_LENGTH_MAX = 400;

    private final StateDirectory state;
    private final Progress progress;
    private final Plan plan;
    private final ProcessRegistry registry;

    StackStart(StateDirectory state, Progress progress, Plan plan, ProcessRegistry registry) {
        this.state = state;
        this.progress = progress;
        this.plan = plan;
        this.registry = registry;
    }

    void run() throws IOException, InterruptedException, StartFailedException {
        startServers();
        startServices();
    }

    private void startServers() throws IOException, InterruptedException, StartFailedException {
        for (MemberServers group : plan.groups()) {
            group.install();
        }
        progress.say("database servers installed");
        List<ManagedProcess> servers = new ArrayList<>(plan.databases());
        servers.addAll(plan.others());
        for (ManagedProcess server : servers) {
            registry.start(server);
        }
        plan.groups().forEach(registry::keep);
        for (MemberServers group : plan.groups()) {
            awaitTwoCopies(group);
        }
        for (ManagedProcess server : servers) {
            if (plan.isDatabase(server.name())) {
                awaitMember(server);
            } else {
                await(
                        () -> server.state() == ManagedProcess.State.READY,
                        SERVERS_WAIT,
                        server.name() + " did not come up",
                        server.name());
            }
        }
        KafkaTopics.create("127.0.0.1:" + plan.kafkaPort(), PARTITIONS);
        progress.say("Redis and Kafka ready");
    }

    /** A packet set fails alone: the stack comes up without it, and the supervisor goes on trying. */
    private void awaitTwoCopies(MemberServers group) throws InterruptedException, StartFailedException {
        String first = group.members().getFirst().name();
        try {
            await(group::hasTwoCopies, SERVERS_WAIT, group.name() + " did not come up", first);
            progress.say(group.name() + ": a primary and a second copy");
        } catch (StartFailedException e) {
            if (!plan.isSet(group)) {
                throw e;
            }
            progress.say(e.line());
            group.conditions().forEach(progress::say);
        }
    }

    /** A group works on two of three members, so a member that does not come up is only named. */
    private void awaitMember(ManagedProcess server) throws InterruptedException {
        try {
            await(
                    () -> server.state() == ManagedProcess.State.READY,
                    MEMBER_WAIT,
                    server.name() + " is missing",
                    server.name());
        } catch (StartFailedException e) {
            progress.say(e.line());
            registry.fault(e.line());
        }
    }

    private void startServices() throws IOException, InterruptedException, StartFailedException {
        List<ManagedProcess> starting = new ArrayList<>();
        for (ManagedProcess service : plan.services()) {
            while (starting.size() >= STARTS_AT_ONCE) {
                awaitAny(starting);
            }
            registry.start(service);
            progress.say(service.name() + " starts");
            starting.add(service);
        }
        while (!starting.isEmpty()) {
            awaitAny(starting);
        }
    }

    /** Waits until at least one of these is ready, and removes the ready ones from the list. */
    private void awaitAny(List<ManagedProcess> starting) throws InterruptedException, StartFailedException {
        int before = starting.size();
        await(
                () -> {
                    starting.removeIf(service -> {
                        boolean ready = service.state() == ManagedProcess.State.READY;
                        if (ready) {
                            progress.say(service.name() + " ready on port " + service.port());
                        }
                        return ready;
                    });
                    return starting.size() < before || starting.stream().anyMatch(service -> service.restarts() > 1);
                },
                SERVICES_WAIT,
                starting.getFirst().name() + " did not become ready",
                starting.getFirst().name());
        for (ManagedProcess service : starting) {
            if (service.restarts() > 1) {
                throw new StartFailedException(service.name() + " died at start: " + lastError(service.name()));
            }
        }
    }

    private void await(BooleanSupplier condition, Duration atMost, String otherwise, String logName)
            throws InterruptedException, StartFailedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new StartFailedException(otherwise + ": " + lastError(logName));
            }
            Thread.sleep(50);
        }
    }

    /** The last error of a log, or its last line, and the path of the log. */
    private String lastError(String name) {
        String words;
        try {
            List<String> lines = Files.readAllLines(state.log(name));
            words = lines.reversed().stream()
                    .filter(line -> line.contains("ERROR") || line.contains("Caused by"))
                    .findFirst()
                    .orElse(lines.isEmpty() ? "its log is empty" : lines.getLast());
        } catch (IOException e) {
            words = "there is no log";
        }
        String shown = words.length() > LINE_LENGTH_MAX ? words.substring(0, LINE_LENGTH_MAX) : words;
        return shown + " (see " + state.log(name) + ")";
    }
}
