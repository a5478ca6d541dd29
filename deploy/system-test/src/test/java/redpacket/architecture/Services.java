package redpacket.architecture;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Locates the code, and tells to which part of its service a class belongs. */
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

    /** Main code of the services and of common. */
    static JavaClasses main() {
        return imported(MODULES.subList(0, 6), List.of("target/classes"));
    }

    static JavaClasses tests() {
        return imported(MODULES, List.of("target/test-classes"));
    }

    /** Main code and tests of every module. */
    static JavaClasses all() {
        return imported(MODULES, List.of("target/classes", "target/test-classes"));
    }

    static boolean isTest(JavaClass type) {
        return type.getSource().orElseThrow().getUri().getPath().contains("/test-classes/");
    }

    /** Code that breaks the rules on purpose. */
    static JavaClasses badcode() {
        return new ClassFileImporter()
                .importPaths(ROOT.resolve("deploy/system-test/target/test-classes/redpacket/badcode"));
    }

    private static JavaClasses imported(List<String> modules, List<String> directories) {
        List<Path> paths = modules.stream()
                .flatMap(module -> directories.stream()
                        .map(directory -> ROOT.resolve(module).resolve(directory)))
                // The system tests have no main code.
                .filter(path -> !path.endsWith("deploy/system-test/target/classes"))
                .toList();
        for (Path path : paths) {
            if (!Files.isDirectory(path)) {
                throw new IllegalStateException(path + " does not exist: compile all modules first (./mvnw verify)");
            }
        }
        return ArchConfiguration.withThreadLocalScope(configuration -> {
            // The rules ask for names. To resolve the libraries' classes takes ten seconds more.
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
