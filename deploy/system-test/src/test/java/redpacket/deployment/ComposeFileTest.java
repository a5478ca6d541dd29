package redpacket.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** docker-compose.yml and what it mounts, without Docker. */
class ComposeFileTest {
    private static final Path ROOT = Path.of("../..");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)(:[^}]*)?}");
    private static final Set<String> SERVICES = Set.of("packet", "account", "grab-1", "grab-2", "notify", "gateway");

    private final Map<String, Map<String, Object>> services = services();

    @Test
    void everyContainerHasLimitsAHealthCheckABoundedLogAndNoRightsToGain() {
        assertThat(services).hasSizeGreaterThan(20);
        services.forEach((name, service) -> {
            Map<String, Object> limits = map(map(service, "deploy"), "resources", "limits");
            assertThat(limits).as(name).containsKeys("cpus", "memory", "pids");
            Map<String, Object> health = map(service, "healthcheck");
            if (name.equals("init")) {
                assertThat(health).as("%s ends at once", name).containsEntry("disable", true);
            } else {
                assertThat(health).as(name).containsKeys("test", "interval", "timeout", "retries");
            }
            assertThat(map(service, "logging", "options")).as(name).containsKeys("max-size", "max-file");
            assertThat(service.get("cap_drop")).as(name).isEqualTo(List.of("ALL"));
            assertThat(service.get("security_opt")).as(name).isEqualTo(List.of("no-new-privileges:true"));
        });
    }

    @Test
    void everyGroupHasThreeMembersWithNumbersAndDataOfTheirOwn() {
        Set<String> numbers = new TreeSet<>();
        for (String group : List.of("set-1", "set-2", "accounts")) {
            for (int i = 1; i <= 3; i++) {
                String name = group + "-db-" + i;
                Map<String, Object> member = service(name);
                assertThat(member).as(name).containsEntry("image", "mysql:8.4");
                numbers.add(String.valueOf(map(member, "environment").get("SERVER_ID")));
                assertThat(String.valueOf(member.get("volumes"))).contains(name + ":/var/lib/mysql");
                assertThat(map(service("failover"), "depends_on")).containsKey(name);
            }
        }
        assertThat(numbers).hasSize(9);
    }

    @Test
    void everyKeyOfTheConfigurationIsOneOfTheServicesSettings() {
        Set<String> known = SettingsKeys.ofAllServices(ROOT);
        assertThat(known).contains("redpacket.sets.members", "redpacket.services.notify", "redpacket.gateway.jwks-uri");
        Set<String> used = new TreeSet<>();
        configurations().forEach(document -> flatten("", document, used));
        assertThat(used.stream().filter(key -> key.startsWith("redpacket."))).hasSizeGreaterThan(20);
        used.removeIf(key -> !key.startsWith("redpacket."));
        used.removeAll(known);
        assertThat(used).as("keys that no service knows").isEmpty();
    }

    @Test
    void whatTheConfigurationNeedsOfTheEnvironmentIsThere() throws IOException {
        String text = Files.readString(ROOT.resolve("deploy/compose/redpacket.yml"));
        String[] parts = text.split("(?m)^---$");
        for (String name : SERVICES) {
            Set<String> needed = variables(parts[0]);
            if (name.equals("gateway")) {
                needed.addAll(variables(parts[1]));
            }
            assertThat(map(service(name), "environment").keySet()).as(name).containsAll(needed);
        }
        assertThat(map(service("gateway"), "environment")).containsEntry("SPRING_PROFILES_ACTIVE", "gateway");
        Set<Object> numbers = SERVICES.stream()
                .map(name -> map(service(name), "environment").get("INSTANCE_NUMBER"))
                .collect(Collectors.toSet());
        assertThat(numbers).as("numbers go into generated ids").hasSameSizeAs(SERVICES);
    }

    @Test
    void everySecretIsInTheExampleAndNoneHasAValueThere() throws IOException {
        List<String> example = Files.readAllLines(ROOT.resolve(".env.example"));
        String compose = Files.readString(ROOT.resolve("docker-compose.yml"));
        for (String name : variablesThatMustBe(compose)) {
            assertThat(example).contains(name + "=");
        }
    }

    @Test
    void everyFileThatIsMountedExists() {
        services.forEach((name, service) -> {
            if (service.get("volumes") instanceof List<?> volumes) {
                volumes.stream()
                        .map(volume -> String.valueOf(volume).split(":")[0])
                        .filter(source -> source.startsWith("./"))
                        .forEach(source ->
                                assertThat(ROOT.resolve(source)).as(name).exists());
            }
        });
    }

    private Map<String, Object> service(String name) {
        return Objects.requireNonNull(services.get(name), name);
    }

    private static Map<String, Map<String, Object>> services() {
        try {
            Map<String, Map<String, Map<String, Object>>> compose =
                    yaml().load(Files.readString(ROOT.resolve("docker-compose.yml")));
            return Objects.requireNonNull(compose.get("services"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of the containers, and of the same images on Kubernetes. */
    private static List<Object> configurations() {
        try {
            List<Object> documents = new ArrayList<>();
            for (String file : List.of("deploy/compose/redpacket.yml", "deploy/kubernetes/redpacket.yml")) {
                yaml().loadAll(Files.readString(ROOT.resolve(file))).forEach(documents::add);
            }
            return documents;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Yaml yaml() {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(500);
        return new Yaml(new SafeConstructor(options));
    }

    /** Empty where there is none. */
    private static Map<String, Object> map(Map<String, Object> of, String... path) {
        Map<String, Object> at = of;
        for (String key : path) {
            Map<String, Object> next = new HashMap<>();
            if (at.get(key) instanceof Map<?, ?> found) {
                found.forEach((name, value) -> next.put(String.valueOf(name), value));
            }
            at = next;
        }
        return at;
    }

    private static void flatten(String prefix, Object node, Set<String> keys) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> flatten(prefix.isEmpty() ? "" + key : prefix + "." + key, value, keys));
        } else if (node instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance)) {
            list.forEach(item -> flatten(prefix, item, keys));
        } else {
            keys.add(prefix);
        }
    }

    /** Those without a value of their own. */
    private static Set<String> variables(String text) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = VARIABLE.matcher(text);
        while (matcher.find()) {
            if (matcher.group(2) == null) {
                names.add(matcher.group(1));
            }
        }
        return names;
    }

    private static Set<String> variablesThatMustBe(String text) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = VARIABLE.matcher(text);
        while (matcher.find()) {
            if (matcher.group(2) != null && matcher.group(2).startsWith(":?")) {
                names.add(matcher.group(1));
            }
        }
        return names;
    }
}
