package redpacket.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Dashboards and alerts ask for what the services really show. */
class MetricNamesIT {
    private static final Path DEPLOY = Path.of("..");
    private static final Pattern NAME = Pattern.compile("\\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\\b");
    private static final Pattern NO_NAMES =
            Pattern.compile("\\{[^}]*}|\\bby \\([^)]*\\)|histogram_quantile|min_over_time");
    private static final List<String> PROCESSES = List.of(
            "gateway/management", "packet/management", "grab-1/management", "account/management", "notify/management");

    /** What appears only once it has happened: what went wrong, mostly. It is in the code by this name. */
    private static final Map<String, String> NOT_YET = Map.of(
            "redpacket_send_repairs_total", "redpacket.send.repairs",
            "redpacket_expiries_total", "redpacket.expiries");

    private final RunningStack stack = RunningStack.shared();

    @Test
    void everyMetricOfADashboardOrAnAlertExists() throws Exception {
        Play play = new Play(stack.api());
        long sender = RunningStack.users(2);
        play.topUp(sender, 10);
        String packetId = play.send(
                sender, "{\"kind\":\"LUCKY\",\"totalFen\":10,\"count\":1,\"audience\":{\"kind\":\"LINK\"}}", "metrics");
        play.open(sender + 1, packetId, "{}");
        new Invariants(stack).drained();
        Set<String> shown = shown();
        Set<String> wanted = new TreeSet<>();
        for (String expression : expressions()) {
            Matcher names = NAME.matcher(NO_NAMES.matcher(expression).replaceAll(" "));
            while (names.find()) {
                wanted.add(names.group());
            }
        }
        assertThat(wanted).hasSizeGreaterThan(30);
        wanted.removeAll(shown);
        wanted.removeIf(name -> NOT_YET.containsKey(name) && isInTheCode(NOT_YET.get(name)));
        assertThat(wanted).as("wanted, and shown by no service").isEmpty();
    }

    private Set<String> shown() throws IOException, InterruptedException {
        Set<String> names = new HashSet<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (String process : PROCESSES) {
                URI address = URI.create("http://127.0.0.1:" + stack.port(process) + "/actuator/prometheus");
                String text = client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                        .body();
                text.lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.split("[{ ]", 2)[0])
                        .forEach(names::add);
            }
        }
        return names;
    }

    private static List<String> expressions() throws IOException {
        List<String> expressions = new ArrayList<>();
        Alerts.read(DEPLOY.resolve("prometheus/alerts.yml"))
                .forEach(alert -> expressions.add(alert.getOrDefault("expr", "")));
        try (Stream<Path> files = Files.list(DEPLOY.resolve("grafana/dashboards"))) {
            for (Path file : files.toList()) {
                JsonNode dashboard = JsonMapper.builder().build().readTree(Files.readString(file));
                for (JsonNode panel : dashboard.path("panels")) {
                    panel.path("targets")
                            .forEach(target ->
                                    expressions.add(target.path("expr").asString()));
                }
            }
        }
        return expressions;
    }

    private static boolean isInTheCode(String name) {
        try (Stream<Path> sources = Files.walk(DEPLOY.resolve("../packet-service/src/main/java"))) {
            return sources.filter(file -> file.toString().endsWith(".java")).anyMatch(file -> contains(file, name));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean contains(Path file, String name) {
        try {
            return Files.readString(file).contains('"' + name + '"');
        } catch (IOException e) {
            return false;
        }
    }
}
