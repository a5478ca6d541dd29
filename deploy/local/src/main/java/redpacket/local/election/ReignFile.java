package redpacket.local.election;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The last reign in a file of three lines: leader, source, base. It is replaced whole or not at all.
 *
 * @param first the leader while there is no file
 */
public record ReignFile(Path file, String first) implements Election.Memory {
    @Override
    public Reign last() {
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.size() < 3
                    ? Reign.unknown(lines.isEmpty() ? first : lines.getFirst().trim())
                    : new Reign(lines.get(0), lines.get(1), GtidSet.parse(lines.get(2)));
        } catch (IOException e) {
            return Reign.unknown(first);
        }
    }

    @Override
    public void remember(Reign reign) {
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, reign.leader() + "\n" + reign.source() + "\n" + reign.base() + "\n");
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("the leader cannot be written to " + file, e);
        }
    }
}
