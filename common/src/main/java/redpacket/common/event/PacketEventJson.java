package redpacket.common.event;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of packet events. A reader ignores fields that it does not know, since a schema may grow. */
public final class PacketEventJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    private static final ObjectWriter WRITER = MAPPER.writerFor(PacketEvent.class);
    private static final ObjectReader READER = MAPPER.readerFor(PacketEvent.class);

    private PacketEventJson() {}

    public static String write(PacketEvent event) {
        return WRITER.writeValueAsString(event);
    }

    /** Throws {@link MalformedEventException} for anything that is no complete packet event, null included. */
    public static PacketEvent read(@Nullable String json) {
        if (json == null) {
            throw new MalformedEventException("the record has no value", null);
        }
        @Nullable PacketEvent event;
        try {
            event = READER.readValue(json);
        } catch (JacksonException e) {
            throw new MalformedEventException("not a packet event: " + e.getOriginalMessage(), e);
        }
        if (event == null) {
            throw new MalformedEventException("not a packet event: null", null);
        }
        return event;
    }
}
