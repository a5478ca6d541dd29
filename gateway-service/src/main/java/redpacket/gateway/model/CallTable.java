package redpacket.gateway.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one listener. A call that is not in its table does not exist there.
 *
 * <p>The first call that matches wins, so a path with a fixed segment comes before one with braces.
 */
public final class CallTable {
    private final List<Call> calls;
    private final List<List<String>> shapes;

    public CallTable(List<Call> calls) {
        this.calls = List.copyOf(calls);
        this.shapes = calls.stream().map(call -> segments(call.template())).toList();
    }

    public List<Call> calls() {
        return calls;
    }

    /** The call of this method and path; the path is canonical, without the query. */
    public Match match(String method, String path) {
        List<String> segments = segments(path);
        @Nullable Set<String> others = null;
        for (int i = 0; i < shapes.size(); i++) {
            Call call = calls.get(i);
            List<String> variables = call.match(segments, shapes.get(i));
            if (variables == null) {
                continue;
            }
            if (call.methods().contains(method)) {
                return new Match.Found(call, variables);
            }
            others = others == null ? new LinkedHashSet<>() : others;
            others.addAll(call.methods());
        }
        return others == null ? Match.Unknown.INSTANCE : new Match.OtherMethod(List.copyOf(others));
    }

    private static List<String> segments(String path) {
        List<String> segments = new ArrayList<>(5);
        int from = 1;
        for (int slash = path.indexOf('/', from); slash >= 0; slash = path.indexOf('/', from)) {
            segments.add(path.substring(from, slash));
            from = slash + 1;
        }
        segments.add(path.substring(from));
        return segments;
    }

    /** In order of precedence. */
    public sealed interface Match {
        /** No call has this path. */
        enum Unknown implements Match {
            INSTANCE
        }

        /** Calls of this path have these methods only. */
        record OtherMethod(List<String> allowed) implements Match {}

        record Found(Call call, List<String> variables) implements Match {}
    }
}
