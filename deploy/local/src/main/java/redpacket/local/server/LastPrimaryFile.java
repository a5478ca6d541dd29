package redpacket.local.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Who led last, in a file, whole or not at all. */
record LastPrimaryFile(Path file, String first) implements Leadership.Memory {
    @Override
    public String lastPrimary() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return first;
        }
    }

    @Override
    public void remember(String primary) {
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, primary);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("who leads cannot be written down in " + file, e);
        }
    }
}
