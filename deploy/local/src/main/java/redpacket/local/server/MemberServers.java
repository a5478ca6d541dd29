package redpacket.local.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The servers of one member group and who of them is the primary.
 *
 * <p>States and what moves between them, all on {@link #tick}:
 *
 * <ul>
 *   <li>leaderless, fewer than two members answer: stays. One copy takes no write, and cannot be compared.
 *   <li>leaderless, two or more answer (all three, while a start is young) → led: the member that holds most becomes
 *       the primary, of equals the last primary; the others follow it.
 *   <li>led, the primary's process is gone → leaderless. A primary that is only slow stays the primary.
 *   <li>led, a member that does not follow answers → it is made to follow.
 * </ul>
 *
 * <p>INVARIANT: at most one member is made writable at a time, and only one whose every rival that answers holds no
 * more than it. What was acknowledged is on two of three, so one of any two holds it.
 */
public final class MemberServers {
    private static final long ALL_THREE_NANOS = 8_000_000_000L;

    private final String name;
    private final DatabaseEngine engine;
    private final Path directory;
    private final List<DatabaseMember> members;
    private final List<String> schemas;
    private final Credentials credentials;
    private final Set<DatabaseMember> following = new HashSet<>();
    private @Nullable DatabaseMember primary;
    private long leaderlessSinceNanos = System.nanoTime();

    public MemberServers(
            String name,
            DatabaseEngine engine,
            Path directory,
            List<Integer> ports,
            List<String> schemas,
            Credentials credentials) {
        this.name = name;
        this.engine = engine;
        this.directory = directory;
        this.schemas = List.copyOf(schemas);
        this.credentials = credentials;
        List<DatabaseMember> list = new ArrayList<>();
        for (int i = 1; i <= ports.size(); i++) {
            list.add(new DatabaseMember(
                    name + "-db-" + i, engine, directory, ports.get(i - 1), ports.get(i - 1), credentials));
        }
        this.members = List.copyOf(list);
    }

    public String name() {
        return name;
    }

    public List<DatabaseMember> members() {
        return members;
    }

    public List<String> addresses() {
        return members.stream().map(DatabaseMember::address).toList();
    }

    public synchronized @Nullable DatabaseMember primary() {
        return primary;
    }

    /** Makes the data directories that are missing, from one template for all groups. */
    public synchronized void install() throws IOException {
        Path template = directory.resolve("data").resolve("template-" + engine.name());
        synchronized (MemberServers.class) {
            Path done = template.resolveSibling(template.getFileName() + ".done");
            if (!Files.exists(done)) {
                deleteTree(template);
                engine.install(template, credentials);
                Files.createFile(done);
            }
        }
        for (DatabaseMember member : members) {
            Path installed = member.dataDirectory().resolveSibling(member.name() + ".installed");
            if (!Files.exists(installed)) {
                deleteTree(member.dataDirectory());
                copyTree(template, member.dataDirectory());
                Files.createFile(installed);
            }
        }
    }

    public synchronized void start(DatabaseMember member) throws IOException {
        following.remove(member);
        member.start();
    }

    /** One look at everything, one step where one is due. Never throws for a member that is in trouble. */
    public synchronized void tick() {
        DatabaseMember current = primary;
        if (current != null && !current.isAlive()) {
            primary = null;
            following.clear();
            leaderlessSinceNanos = System.nanoTime();
        }
        following.removeIf(member -> !member.isAlive());
        if (primary == null) {
            elect();
        }
        DatabaseMember leader = primary;
        if (leader == null) {
            return;
        }
        for (DatabaseMember member : members) {
            if (member != leader && !following.contains(member) && member.isAlive() && member.answers()) {
                follow(member, leader);
            }
        }
    }

    private void elect() {
        List<DatabaseMember> answering = members.stream()
                .filter(member -> member.isAlive() && member.answers())
                .toList();
        boolean young = System.nanoTime() - leaderlessSinceNanos < ALL_THREE_NANOS;
        long expected = young ? members.stream().filter(DatabaseMember::isAlive).count() : 2;
        if (answering.size() < Math.max(2, expected)) {
            return;
        }
        try {
            DatabaseMember best = furthest(answering);
            engine.promote(best.admin());
            primary = best;
            Files.writeString(lastPrimaryFile(), best.name());
        } catch (SQLException e) {
            System.out.println(name + ": no primary yet: " + e.getMessage());
            answering.forEach(DatabaseMember::disconnect);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private DatabaseMember furthest(List<DatabaseMember> answering) throws SQLException {
        DatabaseMember best = null;
        long bestPosition = -1;
        String last = lastPrimary();
        for (DatabaseMember member : answering) {
            engine.applyReceived(member.admin());
            long position = engine.position(member.admin());
            if (position > bestPosition
                    || (position == bestPosition && member.name().equals(last))) {
                best = member;
                bestPosition = position;
            }
        }
        if (best == null) {
            throw new SQLException("nobody answers");
        }
        return best;
    }

    private void follow(DatabaseMember member, DatabaseMember leader) {
        try {
            engine.follow(member.admin(), leader.port(), credentials);
            following.add(member);
        } catch (SQLException e) {
            System.out.println(member.name() + " does not follow yet: " + e.getMessage());
            member.disconnect();
        }
    }

    /** Whether there is a primary and every living member follows it. */
    public synchronized boolean isSettled() {
        if (primary == null) {
            return false;
        }
        for (DatabaseMember member : members) {
            if (member == primary || !member.isAlive()) {
                continue;
            }
            try {
                if (!following.contains(member) || !engine.isFollowing(member.admin())) {
                    return false;
                }
            } catch (SQLException e) {
                return false;
            }
        }
        return true;
    }

    /** Makes the schemas that are missing; they reach the replicas as any other change. */
    public synchronized void createSchemas() throws SQLException {
        DatabaseMember leader = primary;
        if (leader == null) {
            throw new SQLException(name + " has no primary");
        }
        for (String schema : schemas) {
            Sql.run(
                    leader.admin(),
                    "CREATE DATABASE IF NOT EXISTS " + schema + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
                    "GRANT ALL ON " + schema + ".* TO '" + Credentials.OWNER + "'@'%' WITH GRANT OPTION",
                    // Any right on a schema lets the user name it in its address.
                    "GRANT CREATE TEMPORARY TABLES ON " + schema + ".* TO '" + Credentials.APP + "'@'%'");
        }
    }

    public synchronized void stop() {
        members.forEach(member -> {
            ChildProcess process = member.process();
            if (process != null) {
                process.requestStop();
            }
        });
        members.forEach(DatabaseMember::stop);
    }

    private Path lastPrimaryFile() {
        return directory.resolve("data").resolve(name + ".primary");
    }

    private String lastPrimary() {
        try {
            return Files.readString(lastPrimaryFile());
        } catch (IOException e) {
            return members.getFirst().name();
        }
    }

    static void copyTree(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.createDirectories(to.resolve(from.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Deletes a directory and all that is in it; nothing when it is not there. */
    public static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (var paths = Files.walk(root)) {
            for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
