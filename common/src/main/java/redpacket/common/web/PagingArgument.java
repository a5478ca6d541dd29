package redpacket.common.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import redpacket.common.problem.Problem;

/**
 * Gives a list's endpoint its {@link Paging}. The scope of its cursors is the caller, the path, and every other
 * parameter of the query, so no list can forget a filter.
 */
final class PagingArgument implements HandlerMethodArgumentResolver {
    private static final String LIMIT = "limit";
    private static final String CURSOR = "cursor";

    private final Cursors cursors;

    PagingArgument(Cursors cursors) {
        this.cursors = cursors;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Paging.class;
    }

    @Override
    public Paging resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        return pagingOf(request);
    }

    Paging pagingOf(NativeWebRequest request) {
        HttpServletRequest servlet = request.getNativeRequest(HttpServletRequest.class);
        if (servlet == null) {
            throw new IllegalStateException("lists are served over HTTP alone");
        }
        Map<String, String[]> filters = new TreeMap<>(servlet.getParameterMap());
        String limit = single(filters.remove(LIMIT), "INVALID_LIMIT", "limit is given once.");
        String cursor = single(filters.remove(CURSOR), "INVALID_CURSOR", "cursor is given once.");
        Cursors.Scope scope =
                new Cursors.Scope(CallerArgument.callerOf(request), servlet.getRequestURI(), flat(filters));
        return Paging.of(cursors, scope, limit, cursor);
    }

    private static @Nullable String single(String @Nullable [] values, String code, String detail) {
        if (values == null) {
            return null;
        }
        if (values.length != 1) {
            throw Problem.invalid(code, detail);
        }
        return values[0];
    }

    private static List<String> flat(Map<String, String[]> filters) {
        List<String> flat = new ArrayList<>();
        filters.forEach((name, values) -> {
            flat.add(name);
            flat.add(Integer.toString(values.length));
            flat.addAll(Arrays.asList(values));
        });
        return flat;
    }
}
