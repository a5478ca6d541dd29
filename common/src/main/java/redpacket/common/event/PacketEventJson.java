package redpacket.common.event;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of packet events. Fields that a reader does not know are passed over: a schema may grow. */
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

    /** Throws {@link MalformedEventException} for anything that is no packet event: it will never be one. */
    public static PacketEvent read(String json) {
        try {
            return READER.readValue(json);
        } catch (JacksonException e) {
            throw new MalformedEventException("not a packet event: " + e.getOriginalMessage(), e);
        }
    }
}
