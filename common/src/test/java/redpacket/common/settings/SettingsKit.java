package redpacket.common.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * Checks settings records as the application binds them: the name of each key, its default, its mapping, its bounds.
 */
public final class SettingsKit {
    /** A key of a settings record: the default, another value, and values that are rejected on their own. */
    private record Key(String name, String byDefault, String other, List<String> rejected) {
        static Key of(String line) {
            List<String> words = List.of(line.strip().split(" +"));
            return new Key(words.get(0), words.get(1), words.get(2), words.subList(3, words.size()));
        }
    }

    private SettingsKit() {}

    /** Binds a record from values by key, without its prefix. */
    public static <T> T bind(Class<T> type, Map<String, ?> values) {
        String prefix = type.getAnnotation(ConfigurationProperties.class).value();
        Map<String, Object> properties = new HashMap<>();
        values.forEach((key, value) -> properties.put(prefix + "." + key, value));
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate(prefix, Bindable.of(type));
    }

    /**
     * Tests of one record.
     *
     * @param type the full name of the record, which need not be visible
     * @param table a line for each key, in the order of the record: its name, its default, another value, and any
     *     number of values that are rejected. A list is written in brackets, without spaces.
     */
    public static Stream<DynamicTest> check(String type, String table) {
        Class<?> record = classOf(type);
        String name = record.getSimpleName();
        List<Key> keys =
                table.lines().filter(line -> !line.isBlank()).map(Key::of).toList();
        List<DynamicTest> tests = new ArrayList<>();
        tests.add(DynamicTest.dynamicTest(
                name + " has these keys",
                () -> assertThat(keysOf(record))
                        .isEqualTo(keys.stream().map(Key::name).toList())));
        tests.add(DynamicTest.dynamicTest(
                name + " has these defaults",
                () -> assertThat(valuesOf(bind(record, Map.of()))).isEqualTo(values(keys, Key::byDefault))));
        tests.add(DynamicTest.dynamicTest(name + " takes every key", () -> {
            Map<String, String> others = new HashMap<>();
            keys.forEach(key -> others.put(key.name(), key.other().replaceAll("[\\[\\]]", "")));
            assertThat(valuesOf(bind(record, others))).isEqualTo(values(keys, Key::other));
        }));
        for (Key key : keys) {
            for (String value : key.rejected()) {
                tests.add(DynamicTest.dynamicTest(
                        name + " rejects " + key.name() + "=" + value,
                        () -> assertThatThrownBy(() -> bind(record, Map.of(key.name(), value)))
                                .rootCause()
                                .isInstanceOf(IllegalArgumentException.class)
                                .hasMessageContaining(record.getAnnotation(ConfigurationProperties.class)
                                        .value())));
            }
        }
        return tests.stream();
    }

    private static Class<?> classOf(String type) {
        try {
            return Class.forName(type);
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<String> keysOf(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .map(component -> keyOf(component.getName()))
                .toList();
    }

    private static String keyOf(String component) {
        return component.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> values(List<Key> keys, java.util.function.Function<Key, String> value) {
        return keys.stream().collect(Collectors.toMap(Key::name, value, (one, other) -> other, LinkedHashMap::new));
    }

    private static Map<String, String> valuesOf(Object settings) {
        Map<String, String> values = new LinkedHashMap<>();
        for (RecordComponent component : settings.getClass().getRecordComponents()) {
            try {
                var accessor = component.getAccessor();
                accessor.setAccessible(true);
                values.put(
                        keyOf(component.getName()),
                        String.valueOf(accessor.invoke(settings)).replace(", ", ","));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return values;
    }
}
