package redpacket.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** deploy/kubernetes as text: no cluster is needed to see what is missing. */
class KubernetesTest {
    private static final Path DIRECTORY = Path.of("../kubernetes");

    private final List<Map<?, ?>> manifests = manifests();

    @Test
    void everyServiceHasProbesLimitsABudgetAndNoRightsToGain() {
        List<Map<?, ?>> sets = ofKind("StatefulSet");
        assertThat(sets).hasSize(5);
        Set<String> numbers = new HashSet<>();
        for (Map<?, ?> set : sets) {
            String name = at(set, "metadata", "name").toString();
            Map<?, ?> pod = map(at(set, "spec", "template", "spec"));
            Map<?, ?> container = map(((List<?>) at(pod, "containers")).getFirst());
            for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                assertThat(at(container, probe, "httpGet", "port")).as(name).isEqualTo("management");
            }
            assertThat(map(at(container, "resources", "limits")).keySet().toString())
                    .as(name)
                    .contains("cpu", "memory");
            assertThat(at(pod, "securityContext", "runAsNonRoot")).as(name).isEqualTo(true);
            assertThat(at(container, "securityContext", "allowPrivilegeEscalation"))
                    .as(name)
                    .isEqualTo(false);
            assertThat(at(container, "securityContext", "readOnlyRootFilesystem"))
                    .as(name)
                    .isEqualTo(true);
            assertThat(ofKind("PodDisruptionBudget").stream()
                            .map(budget -> at(budget, "spec", "selector", "matchLabels", "app")))
                    .contains(name);
            numbers.add(numberOf(container));
        }
        assertThat(numbers)
                .as("each service's numbers begin with a digit of their own")
                .hasSize(5);
    }

    @Test
    void everyManifestIsListed() throws IOException {
        Map<?, ?> kustomization = map(yaml().load(Files.readString(DIRECTORY.resolve("kustomization.yaml"))));
        List<?> resources = (List<?>) at(kustomization, "resources");
        try (var files = Files.list(DIRECTORY)) {
            assertThat(resources.stream().map(Object::toString))
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> file.getFileName().toString())
                                    .filter(name -> name.endsWith(".yaml") && !name.equals("kustomization.yaml"))
                                    .toList());
        }
    }

    private static String numberOf(Map<?, ?> container) {
        for (Object variable : (List<?>) at(container, "env")) {
            if ("INSTANCE_NUMBER".equals(at(map(variable), "name"))) {
                return at(map(variable), "value").toString();
            }
        }
        throw new AssertionError("no number");
    }

    private List<Map<?, ?>> ofKind(String kind) {
        return manifests.stream()
                .filter(manifest -> kind.equals(at(manifest, "kind")))
                .toList();
    }

    private static Object at(Map<?, ?> of, String... path) {
        Object at = of;
        for (String key : path) {
            at = Objects.requireNonNull(map(at).get(key), () -> String.join(".", path));
        }
        return at;
    }

    private static Map<?, ?> map(Object of) {
        return (Map<?, ?>) of;
    }

    private static List<Map<?, ?>> manifests() {
        List<Map<?, ?>> manifests = new ArrayList<>();
        try (var files = Files.list(DIRECTORY)) {
            for (Path file : files.filter(
                            path -> path.toString().endsWith(".yaml") && !path.endsWith("kustomization.yaml"))
                    .toList()) {
                yaml().loadAll(Files.readString(file)).forEach(document -> manifests.add(map(document)));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return manifests;
    }

    private static Yaml yaml() {
        return new Yaml(new SafeConstructor(new LoaderOptions()));
    }
}
