package redpacket.gateway.describe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.describe.PageWithAssets.Asset;

/** The page {@code /docs}: Swagger UI. */
final class SwaggerUi {
    private static final String LIBRARY = "/META-INF/resources/webjars/swagger-ui/" + libraryVersion() + "/";

    private final Map<String, Answer> pages = PageWithAssets.of(
            "/docs",
            "/docs/index.html",
            List.of(
                    new Asset("style", LIBRARY + "swagger-ui.css", PageWithAssets.CSS),
                    new Asset("swagger-ui", LIBRARY + "swagger-ui-bundle.js", PageWithAssets.JAVASCRIPT),
                    new Asset("start", "/docs/start-swagger-ui.js", PageWithAssets.JAVASCRIPT),
                    new Asset("icon", LIBRARY + "favicon-32x32.png", "image/png")));

    /** The page and its assets, by path. */
    Map<String, Answer> pages() {
        return pages;
    }

    private static String libraryVersion() {
        Properties properties = new Properties();
        try (InputStream stream = PageWithAssets.open("/META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
            properties.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException("the version of Swagger UI", e);
        }
        return properties.getProperty("version");
    }
}
