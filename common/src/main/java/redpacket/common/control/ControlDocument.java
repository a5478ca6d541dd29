package redpacket.common.control;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import redpacket.common.id.SetId;
import redpacket.common.set.SetState;

/**
 * What operators have decided, as packet-service tells it to every process.
 *
 * @param version grows with each change
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ControlDocument(long version, List<SetEntry> sets) {
    public static final ControlDocument EMPTY = new ControlDocument(0, List.of());

    public ControlDocument {
        sets = List.copyOf(sets);
    }

    public Map<SetId, SetState> states() {
        return sets.stream().collect(Collectors.toUnmodifiableMap(set -> new SetId(set.setId()), SetEntry::state));
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record SetEntry(int setId, String name, SetState state, String why, Instant since) {}
}
