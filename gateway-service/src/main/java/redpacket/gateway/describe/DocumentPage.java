package redpacket.gateway.describe;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The document as a page to read: no script, no other host, nothing to load. */
final class DocumentPage {
    private static final String STYLE = """
            body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}
            h2{border-bottom:1px solid #ddd;margin-top:2.5rem}h3{font-family:ui-monospace,monospace;margin:2rem 0 .3rem}
            h3 b{color:#b3261e}table{border-collapse:collapse;width:100%}td,th{border:1px solid #ddd;padding:.3rem .6rem;
            text-align:left;vertical-align:top}code,pre{background:#f6f6f6;font-size:14px}pre{padding:.8rem;overflow:auto}
            """;

    private final Map<String, Object> document;
    private final StringBuilder html = new StringBuilder(32_768);

    DocumentPage(Map<String, Object> document) {
        this.document = document;
    }

    String html() {
        Map<String, Object> info = object(document.get("info"));
        html.append("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>")
                .append(escaped(info.get("title")))
                .append("</title><style>")
                .append(STYLE)
                .append("</style><h1>");
        text(info.get("title")).append("</h1><p>");
        text(info.get("description"))
                .append("</p><p>As data: <a href=\"/v3/api-docs\">/v3/api-docs</a></p><h2>Calls</h2>");
        object(document.get("paths"))
                .forEach((path, item) -> object(item).forEach((method, call) -> call(path, method, object(call))));
        html.append("<h2>Bodies</h2>");
        object(object(document.get("components")).get("schemas")).forEach(this::schema);
        return html.append("</html>").toString();
    }

    private void call(String path, String method, Map<String, Object> call) {
        html.append("<h3><b>").append(escaped(method.toUpperCase(Locale.ROOT))).append("</b> ");
        text(path).append("</h3><p>");
        text(call.getOrDefault("summary", "")).append("</p><table>");
        object(call.get("requestBody")).forEach((key, value) -> {
            if (key.equals("content")) {
                row("body", schemaName(value));
            }
        });
        if (call.get("parameters") instanceof List<?> parameters) {
            for (Object parameter : parameters) {
                Map<String, Object> fields = resolved(parameter);
                row(fields.get("in") + " " + fields.get("name"), fields.getOrDefault("description", ""));
            }
        }
        new TreeMap<>(object(call.get("responses"))).forEach((status, response) -> {
            Map<String, Object> fields = resolved(response);
            row(status, fields.get("description") + " " + schemaName(fields.get("content")));
        });
        html.append("</table>");
    }

    private void schema(String name, Object schema) {
        html.append("<h3 id=\"").append(escaped(name)).append("\">");
        text(name).append("</h3><table>");
        Map<String, Object> fields = object(schema);
        fields.forEach((key, value) -> {
            if (!key.equals("properties") && !key.equals("description")) {
                row(key, value);
            }
        });
        object(fields.get("properties")).forEach(this::row);
        html.append("</table>");
    }

    private void row(@Nullable Object left, @Nullable Object right) {
        html.append("<tr><td><code>");
        text(left).append("</code><td>");
        text(right instanceof Map<?, ?> ? compact(object(right)) : right);
    }

    private static String compact(Map<String, Object> fields) {
        StringBuilder text = new StringBuilder();
        fields.forEach((key, value) -> text.append(text.isEmpty() ? "" : ", ")
                .append(key.equals("$ref") ? "" : key + " ")
                .append(key.equals("$ref") ? lastPart(value.toString()) : value));
        return text.toString();
    }

    private static String schemaName(@Nullable Object content) {
        for (Object media : object(content).values()) {
            Object reference = object(object(media).get("schema")).get("$ref");
            return reference == null ? "" : "(" + lastPart(reference.toString()) + ")";
        }
        return "";
    }

    private Map<String, Object> resolved(@Nullable Object value) {
        Map<String, Object> fields = object(value);
        Object reference = fields.get("$ref");
        if (reference == null) {
            return fields;
        }
        Map<String, Object> found = document;
        for (String part : reference.toString().substring(2).split("/")) {
            found = object(found.get(part));
        }
        return found;
    }

    private static String lastPart(String reference) {
        return reference.substring(reference.lastIndexOf('/') + 1);
    }

    private StringBuilder text(@Nullable Object value) {
        return html.append(escaped(value));
    }

    private static String escaped(@Nullable Object value) {
        return String.valueOf(value)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(@Nullable Object value) {
        return value instanceof Map<?, ?> ? (Map<String, Object>) value : Map.of();
    }
}
