package redpacket.deployment;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaParameterizedType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The keys that the services' Settings records take, read from their class files. */
final class SettingsKeys {
    private static final String PROPERTIES = "org.springframework.boot.context.properties.ConfigurationProperties";
    private static final String NAME = "org.springframework.boot.context.properties.bind.Name";

    private SettingsKeys() {}

    static Set<String> ofAllServices(Path root) {
        List<Path> classes = List.of(
                        "common",
                        "account-service",
                        "packet-service",
                        "grab-service",
                        "notify-service",
                        "gateway-service")
                .stream()
                .map(module -> root.resolve(module).resolve("target/classes"))
                .toList();
        Set<String> keys = new TreeSet<>();
        for (JavaClass type : new ClassFileImporter().importPaths(classes)) {
            type.tryGetAnnotationOfType(PROPERTIES)
                    .ifPresent(annotation -> add(keys, prefix((JavaAnnotation<?>) annotation), type));
        }
        return keys;
    }

    private static String prefix(JavaAnnotation<?> annotation) {
        String value = String.valueOf(annotation.get("value").orElse(""));
        return value.isEmpty() ? String.valueOf(annotation.get("prefix").orElse("")) : value;
    }

    private static void add(Set<String> keys, String prefix, JavaClass type) {
        List<JavaField> fields = type.getFields().stream()
                .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                .toList();
        for (JavaField field : fields) {
            String key = prefix + "." + nameOf(field);
            JavaClass nested = elementOf(field);
            if (nested.isAssignableTo(Record.class)) {
                add(keys, key, nested);
            } else {
                keys.add(key);
            }
        }
    }

    private static JavaClass elementOf(JavaField field) {
        if (field.getType() instanceof JavaParameterizedType type
                && field.getRawType().isAssignableTo(java.util.Collection.class)) {
            return type.getActualTypeArguments().getFirst().toErasure();
        }
        return field.getRawType();
    }

    /** In kebab case, or as the annotation says where the word is taken in Java. */
    private static String nameOf(JavaField field) {
        return field.tryGetAnnotationOfType(NAME)
                .map(annotation -> String.valueOf(annotation.get("value").orElseThrow()))
                .orElseGet(() ->
                        field.getName().replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT));
    }
}
