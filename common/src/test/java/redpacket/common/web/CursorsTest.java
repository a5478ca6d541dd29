package redpacket.common.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.context.request.ServletWebRequest;
import redpacket.common.id.UserId;

class CursorsTest {
    private static final Cursors CURSORS = new Cursors("0123456789abcdef0123456789abcdef");
    private static final Cursors.Scope SCOPE = new Cursors.Scope(UserId.of(7), "/v1/inbox", List.of("kind", "1", "a"));

    @Test
    void aPageGoesOnWhereTheOneBeforeEnded() {
        Paging first = Paging.of(CURSORS, SCOPE, "2", null);
        assertThat(first.rowsToRead()).isEqualTo(3);
        assertThat(first.before()).isEqualTo(Long.MAX_VALUE);
        assertThat(first.after()).isZero();
        Paging.Page<Long> page = first.page(List.of(30L, 20L, 10L), Long::longValue);
        assertThat(page.items()).containsExactly(30L, 20L);
        Paging second = Paging.of(CURSORS, SCOPE, "2", page.nextCursor());
        assertThat(second.before()).isEqualTo(20);
        assertThat(second.after()).isEqualTo(20);
        assertThat(second.page(List.of(10L), Long::longValue).nextCursor()).isNull();
    }

    @Test
    void everyInstanceReadsTheCursorsOfTheOthers() {
        String cursor = CURSORS.write(SCOPE, 20);
        assertThat(new Cursors("0123456789abcdef0123456789abcdef").read(SCOPE, cursor))
                .hasValue(20);
        assertThat(new Cursors("another secret that is as long as it").read(SCOPE, cursor))
                .isEmpty();
    }

    @Test
    void aCursorBelongsToOneUserOneListAndItsFilters() {
        String cursor = CURSORS.write(SCOPE, 20);
        for (Cursors.Scope other : List.of(
                new Cursors.Scope(UserId.of(8), "/v1/inbox", List.of("kind", "1", "a")),
                new Cursors.Scope(UserId.of(7), "/v1/groups", List.of("kind", "1", "a")),
                new Cursors.Scope(UserId.of(7), "/v1/inbox", List.of("kind", "1", "b")),
                new Cursors.Scope(UserId.of(7), "/v1/inbox", List.of("kind", "1a")),
                new Cursors.Scope(UserId.of(7), "/v1/inbox", List.of()))) {
            assertThatThrownBy(() -> Paging.of(CURSORS, other, null, cursor))
                    .hasFieldOrPropertyWithValue("status", 400)
                    .hasFieldOrPropertyWithValue("code", "INVALID_CURSOR");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "AAAAAAAAAAE", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "!", "="})
    void aCursorThatNobodyWroteIsRefused(String cursor) {
        assertThatThrownBy(() -> Paging.of(CURSORS, SCOPE, null, cursor))
                .hasFieldOrPropertyWithValue("code", "INVALID_CURSOR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "101", "-1", "01", "x", "", "999999999999"})
    void aLimitIsFromOneToAHundred(String limit) {
        assertThatThrownBy(() -> Paging.of(CURSORS, SCOPE, limit, null))
                .hasFieldOrPropertyWithValue("code", "INVALID_LIMIT");
    }

    @Test
    void theScopeIsTheCallerThePathAndEveryOtherParameter() {
        String cursor = String.valueOf(page("7", "/v1/inbox", "kind", "A", null)
                .page(List.of(2L, 1L), Long::longValue)
                .nextCursor());
        assertThat(page("7", "/v1/inbox", "kind", "A", cursor).before()).isEqualTo(2);
        for (String[] other : new String[][] {
            {"8", "/v1/inbox", "kind", "A"},
            {"7", "/v1/groups", "kind", "A"},
            {"7", "/v1/inbox", "kind", "B"},
            {"7", "/v1/inbox", "from", "A"}
        }) {
            assertThatThrownBy(() -> page(other[0], other[1], other[2], other[3], cursor))
                    .hasFieldOrPropertyWithValue("code", "INVALID_CURSOR");
        }
    }

    private static String[] one(String value) {
        return new String[] {value};
    }

    private static Paging page(String user, String path, String filter, String value, @Nullable String cursor) {
        Map<String, String[]> parameters = new HashMap<>(Map.of("limit", one("1"), filter, one(value)));
        if (cursor != null) {
            parameters.put("cursor", one(cursor));
        }
        HttpServletRequest request = (HttpServletRequest) Proxy.newProxyInstance(
                CursorsTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getParameterMap" -> parameters;
                    case "getRequestURI" -> path;
                    case "getHeader" -> user;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        return new PagingArgument(CURSORS).pagingOf(new ServletWebRequest(request));
    }
}
