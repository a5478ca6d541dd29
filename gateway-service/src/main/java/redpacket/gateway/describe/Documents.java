package redpacket.gateway.describe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import redpacket.gateway.answer.Answer;
import tools.jackson.databind.json.JsonMapper;

/** A listener's OpenAPI document as JSON, and the page that shows it. The source of the document is YAML. */
public final class Documents {
    private static final String JSON_PATH = "/v3/api-docs";

    private final Map<String, Answer> pages;
    private final List<String> connectTo;

    /** @param connectTo other origins that the pages ask */
    Documents(String resource, SwaggerUi page, Map<String, Answer> more, List<String> connectTo) {
        this.connectTo = List.copyOf(connectTo);
        Map<String, Answer> served = new HashMap<>(page.pages());
        served.putAll(more);
        served.put(JSON_PATH, Answer.of(200, Answer.JSON, new JsonMapper().writeValueAsString(read(resource))));
        this.pages = Map.copyOf(served);
    }

    /** The pages, by path. */
    public Map<String, Answer> pages() {
        return pages;
    }

    /** Other origins that the pages ask. */
    public List<String> connectTo() {
        return connectTo;
    }

    private static Object read(String resource) {
        try (InputStream stream = PageWithAssets.open(resource)) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }
}
