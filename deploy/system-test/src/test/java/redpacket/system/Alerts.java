package redpacket.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The rules of Prometheus, as they are written. */
final class Alerts {
    private Alerts() {}

    /** What each rule says, by the names of its fields; those of its annotations as well. */
    static List<Map<String, String>> read(Path file) throws IOException {
        List<Map<String, String>> rules = new ArrayList<>();
        Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
        collect(document, rules);
        return rules;
    }

    private static void collect(Object node, List<Map<String, String>> rules) {
        if (node instanceof List<?> list) {
            list.forEach(item -> collect(item, rules));
        } else if (node instanceof Map<?, ?> map) {
            if (map.containsKey("alert")) {
                Map<String, String> rule = new HashMap<>();
                flatten(map, rule);
                rules.add(rule);
            } else {
                map.values().forEach(item -> collect(item, rules));
            }
        }
    }

    private static void flatten(Map<?, ?> map, Map<String, String> rule) {
        map.forEach((key, value) -> {
            if (value instanceof Map<?, ?> nested) {
                flatten(nested, rule);
            } else {
                rule.put(String.valueOf(key), String.valueOf(value));
            }
        });
    }
}
