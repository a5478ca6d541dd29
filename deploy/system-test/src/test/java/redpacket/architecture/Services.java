package redpacket.architecture;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where the code is, and which part of its service a class belongs to. */
final class Services {
    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    static final List<String> MODULES = List.of(
            "common",
            "account-service",
            "packet-service",
            "grab-service",
            "notify-service",
            "gateway-service",
            "deploy/local",
            "deploy/system-test",
            "loadtest");
    /** The packages of the services. */
    static final List<String> PACKAGES = List.of(
            "redpacket.account", "redpacket.packet", "redpacket.grab", "redpacket.notification", "redpacket.gateway");

    private Services() {}

    /** What the services and common are made of. */
    static JavaClasses main() {
        return imported(MODULES.subList(0, 6), "target/classes");
    }

    static JavaClasses tests() {
        return imported(MODULES, "target/test-classes");
    }

    /** What breaks the rules on purpose. */
    static JavaClasses badcode() {
        return new ClassFileImporter()
                .importPaths(ROOT.resolve("deploy/system-test/target/test-classes/redpacket/badcode"));
    }

    private static JavaClasses imported(List<String> modules, String directory) {
        List<Path> paths = modules.stream()
                .map(module -> ROOT.resolve(module).resolve(directory))
                .toList();
        for (Path path : paths) {
            if (!Files.isDirectory(path)) {
                throw new IllegalStateException(path + " is not there: compile all modules first (./mvnw verify)");
            }
        }
        return ArchConfiguration.withThreadLocalScope(configuration -> {
            // The rules ask for names; what a library's class is made of costs ten seconds more.
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return new ClassFileImporter()
                    .withImportOption(location -> !location.contains("/redpacket/badcode/"))
                    .importPaths(paths);
        });
    }

    /** The service's package, or empty for a class of no service. */
    static String serviceOf(JavaClass type) {
        String[] words = type.getPackageName().split("\\.");
        return words.length > 1 ? words[0] + "." + words[1] : "";
    }

    /** The package below the service's: its use case, {@code model}, or empty for the service's own. */
    static String useCaseOf(JavaClass type) {
        String[] words = type.getPackageName().split("\\.");
        return words.length > 2 ? words[2] : "";
    }
}
