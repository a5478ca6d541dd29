package redpacket.common.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The last control document on disk. A crash leaves the old one or the new one, never a part. */
final class KeptDocument {
    private static final Logger LOG = LoggerFactory.getLogger(KeptDocument.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final @Nullable Path file;

    /** Without a file, nothing is kept. */
    KeptDocument(@Nullable Path file) {
        this.file = file == null ? null : file.toAbsolutePath();
    }

    /** Empty when there is none, or none that can be read. */
    Optional<ControlDocument> read() {
        try {
            return file != null && Files.exists(file)
                    ? Optional.of(JSON.readValue(Files.readAllBytes(file), ControlDocument.class))
                    : Optional.empty();
        } catch (IOException | JacksonException e) {
            LOG.warn("the control document in {} cannot be read, delete the file: {}", file, e.toString());
            return Optional.empty();
        }
    }

    /** A failure is logged: the document holds in this process all the same. */
    void write(ControlDocument document) {
        if (file == null) {
            return;
        }
        try {
            Path directory = file.getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            Path next = file.resolveSibling(file.getFileName() + ".next");
            Files.write(next, JSON.writeValueAsBytes(document));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | JacksonException e) {
            LOG.warn("the control document cannot be kept in {}, set redpacket.control.file: {}", file, e.toString());
        }
    }
}
