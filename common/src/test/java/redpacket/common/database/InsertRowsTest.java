package redpacket.common.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InsertRowsTest {
    private final List<String> statements = new ArrayList<>();
    private final List<List<@Nullable Object>> parameters = new ArrayList<>();

    @Test
    void areOneStatementWithAParameterForEachValue() {
        new InsertRows("t (a, b)", "ON DUPLICATE KEY UPDATE a = t.a")
                .row(1L, "it's")
                .row(2L, null)
                .run(connection());
        assertThat(statements)
                .containsExactly("INSERT INTO t (a, b) VALUES (?,?),(?,?) ON DUPLICATE KEY UPDATE a = t.a");
        assertThat(parameters).containsExactly(Arrays.asList(1L, "it's", 2L, null));
    }

    @Test
    void timesAreUtcToTheMillisecond() {
        new InsertRows("t (a)", "")
                .row(Instant.parse("1969-12-31T23:59:59.999999Z"))
                .run(connection());
        assertThat(parameters.getFirst()).containsExactly(LocalDateTime.parse("1969-12-31T23:59:59.999"));
    }

    @Test
    void noRowIsNoStatement() {
        new InsertRows("t (a)", "").run(connection());
        assertThat(statements).isEmpty();
    }

    @Test
    void aRowHasAValueForEachColumn() {
        assertThatIllegalArgumentException().isThrownBy(() -> new InsertRows("t (a, b)", "").row(1L));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyValueArrivesInItsPlaceAndNoStatementIsTooLong(long seed) {
        Random random = new Random(seed);
        int columns = random.nextInt(1, 12);
        InsertRows insert = new InsertRows("t (" + "c,".repeat(columns - 1) + "c)", "");
        List<@Nullable Object> values = new ArrayList<>();
        for (int row = random.nextInt(3 * InsertRows.ROWS_MAX); row > 0; row--) {
            @Nullable Object[] cells = new Object[columns];
            for (int column = 0; column < columns; column++) {
                cells[column] = value(random);
            }
            values.addAll(Arrays.asList(cells));
            insert.row(cells);
        }
        insert.run(connection());
        assertThat(parameters.stream().flatMap(List::stream).toList()).isEqualTo(values);
        for (int i = 0; i < statements.size(); i++) {
            long marks = statements.get(i).chars().filter(c -> c == '?').count();
            assertThat(marks)
                    .isEqualTo(parameters.get(i).size())
                    .isLessThanOrEqualTo((long) InsertRows.ROWS_MAX * columns);
            assertThat(statements.get(i)).matches("INSERT INTO t \\([c,]+\\) VALUES [(),?]+");
        }
    }

    private static @Nullable Object value(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> null;
            case 1 -> random.nextLong();
            case 2 -> random.nextInt();
            case 3 -> random.nextBoolean();
            default ->
                random.ints(random.nextInt(20), 1, 0x2_0000)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .append("'\\\");--")
                        .toString();
        };
    }

    /** Notes what a statement says and which values it is given. */
    private Connection connection() {
        return proxy(Connection.class, (method, arguments) -> {
            statements.add((String) arguments[0]);
            TreeMap<Integer, @Nullable Object> given = new TreeMap<>();
            return proxy(PreparedStatement.class, (call, values) -> {
                if (call.equals("setObject")) {
                    given.put((Integer) values[0], values[1]);
                } else if (call.equals("executeUpdate")) {
                    parameters.add(new ArrayList<>(given.values()));
                    return given.size();
                }
                return null;
            });
        });
    }

    private interface Calls {
        @Nullable
        Object call(String method, @Nullable Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Calls calls) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) ->
                        calls.call(method.getName(), arguments == null ? new Object[0] : arguments)));
    }
}
