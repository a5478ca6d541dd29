package redpacket.gateway.describe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import redpacket.gateway.answer.Answer;

/**
 * The page {@code /docs}: Swagger UI, held in memory, without a request to another host.
 *
 * <p>A digest of all assets is part of their paths. So a client may cache them for ever, and a new version has new paths.
 */
final class SwaggerUi {
    private static final String PAGE_PATH = "/docs";
    private static final int DIGEST_LENGTH = 16;
    private static final String START_SCRIPT = "start-swagger-ui.js";
    /** Content types of the files that the page loads, by name. */
    private static final Map<String, String> CONTENT_TYPES = Map.of(
            "swagger-ui.css",
            "text/css;charset=utf-8",
            "swagger-ui-bundle.js",
            "text/javascript;charset=utf-8",
            START_SCRIPT,
            "text/javascript;charset=utf-8",
            "favicon-32x32.png",
            "image/png");

    private final Map<String, Answer> pages = new HashMap<>();

    SwaggerUi() {
        TreeMap<String, byte[]> assets = new TreeMap<>();
        String library = "/META-INF/resources/webjars/swagger-ui/" + libraryVersion() + "/";
        for (String name : CONTENT_TYPES.keySet()) {
            assets.put(name, read((name.equals(START_SCRIPT) ? "/docs/" : library) + name));
        }
        String path = PAGE_PATH + "/" + digest(assets);
        assets.forEach((name, content) -> pages.put(path + "/" + name, answer(CONTENT_TYPES.get(name), content)));
        String html = new String(read("/docs/index.html"), StandardCharsets.UTF_8).replace("{assets}", path);
        pages.put(PAGE_PATH, Answer.of(200, "text/html;charset=utf-8", html));
    }

    /** The page and its assets, by path. */
    Map<String, Answer> pages() {
        return pages;
    }

    private static Answer answer(@Nullable String contentType, byte[] content) {
        return new Answer(200, contentType, content, null, Answer.By.EDGE);
    }

    private static String libraryVersion() {
        Properties properties = new Properties();
        try (InputStream stream = open("/META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
            properties.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException("the version of Swagger UI", e);
        }
        return properties.getProperty("version");
    }

    private static String digest(Map<String, byte[]> assets) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            assets.values().forEach(digest::update);
            return HexFormat.of().formatHex(digest.digest()).substring(0, DIGEST_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] read(String resource) {
        try (InputStream stream = open(resource)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    static InputStream open(String resource) {
        InputStream stream = SwaggerUi.class.getResourceAsStream(resource);
        if (stream == null) {
            throw new IllegalStateException(resource + " is missing from the class path");
        }
        return stream;
    }
}
