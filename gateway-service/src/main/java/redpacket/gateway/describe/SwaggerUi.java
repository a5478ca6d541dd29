package redpacket.gateway.describe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import redpacket.gateway.answer.Answer;

/**
 * The page {@code /docs}: Swagger UI, held in memory, without a request to another host.
 *
 * <p>A digest of all assets is part of their paths. So a client may cache them for ever, and a new version has new
 * paths.
 */
final class SwaggerUi {
    private static final String PAGE_PATH = "/docs";
    private static final int DIGEST_LENGTH = 16;
    private static final String JAVASCRIPT = "text/javascript;charset=utf-8";
    private static final String LIBRARY = "/META-INF/resources/webjars/swagger-ui/" + libraryVersion() + "/";
    /** The files that the page loads. Their paths have no dots, because the gateway serves no path with a dot. */
    private static final List<Asset> ASSETS = List.of(
            new Asset("style", LIBRARY + "swagger-ui.css", "text/css;charset=utf-8"),
            new Asset("swagger-ui", LIBRARY + "swagger-ui-bundle.js", JAVASCRIPT),
            new Asset("start", "/docs/start-swagger-ui.js", JAVASCRIPT),
            new Asset("icon", LIBRARY + "favicon-32x32.png", "image/png"));

    private final Map<String, Answer> pages = new HashMap<>();

    private record Asset(String name, String resource, String contentType) {}

    SwaggerUi() {
        List<byte[]> contents =
                ASSETS.stream().map(asset -> read(asset.resource())).toList();
        String path = PAGE_PATH + "/" + digest(contents);
        for (int i = 0; i < ASSETS.size(); i++) {
            Asset asset = ASSETS.get(i);
            pages.put(
                    path + "/" + asset.name(),
                    new Answer(200, asset.contentType(), contents.get(i), null, Answer.By.EDGE));
        }
        String html = new String(read("/docs/index.html"), StandardCharsets.UTF_8).replace("{assets}", path);
        pages.put(PAGE_PATH, Answer.of(200, "text/html;charset=utf-8", html));
    }

    /** The page and its assets, by path. */
    Map<String, Answer> pages() {
        return pages;
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

    private static String digest(List<byte[]> contents) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            contents.forEach(digest::update);
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
