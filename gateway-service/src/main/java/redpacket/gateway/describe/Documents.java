package redpacket.gateway.describe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import redpacket.gateway.answer.Answer;
import tools.jackson.databind.json.JsonMapper;

/** An OpenAPI document, written by hand as YAML, served as JSON and as a page to read. */
public final class Documents {
    private static final String JSON_PATH = "/v3/api-docs";
    private static final String PAGE_PATH = "/docs";

    private final Map<String, Answer> pages;

    Documents(String resource) {
        Map<String, Object> document = read(resource);
        this.pages = Map.of(
                JSON_PATH, Answer.of(200, Answer.JSON, new JsonMapper().writeValueAsString(document)),
                PAGE_PATH, Answer.of(200, "text/html;charset=utf-8", new DocumentPage(document).html()));
    }

    /** The pages by their path. */
    public Map<String, Answer> pages() {
        return pages;
    }

    private static Map<String, Object> read(String resource) {
        try (InputStream stream = Documents.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException(resource + " is missing from the jar");
            }
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }
}
