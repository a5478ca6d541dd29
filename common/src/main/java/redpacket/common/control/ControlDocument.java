package redpacket.common.control;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redpacket.common.id.SetId;
import redpacket.common.set.SetState;

/**
 * The decisions of operators, as packet-service answers them to every process.
 *
 * @param version grows with each change
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ControlDocument(
        long version, List<SetEntry> sets, @Nullable List<SwitchEntry> switches) {
    public static final ControlDocument EMPTY = new ControlDocument(0, List.of(), List.of());

    public ControlDocument {
        sets = List.copyOf(sets);
        switches = switches == null ? List.of() : List.copyOf(switches);
    }

    public Map<SetId, SetState> states() {
        return sets.stream().collect(Collectors.toUnmodifiableMap(set -> new SetId(set.setId()), SetEntry::state));
    }

    /** The parts that are turned off. */
    public Set<Switch> off() {
        Set<Switch> off = EnumSet.noneOf(Switch.class);
        for (SwitchEntry entry : switches()) {
            if (!entry.on()) {
                Switch.parse(entry.name()).ifPresent(off::add);
            }
        }
        return Collections.unmodifiableSet(off);
    }

    @Override
    public List<SwitchEntry> switches() {
        return switches == null ? List.of() : switches;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record SetEntry(int setId, String name, SetState state, String why, Instant since) {}

    /** A name that is not known here is a switch of a newer process. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record SwitchEntry(
            String name, boolean on, String why, @Nullable Instant since) {}
}
