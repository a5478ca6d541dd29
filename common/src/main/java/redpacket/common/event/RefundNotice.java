package redpacket.common.event;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rest of a packet is in its sender's wallet. The ledger publishes it once that is durable, at least once, on a
 * topic of its own, with the packet as key.
 *
 * @param packetId in the public spelling
 * @param at when the ledger published it, to the millisecond
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RefundNotice(String packetId, Instant at) {
    public static final String TOPIC = "refund-events";
    private static final JsonMapper JSON = new JsonMapper();

    public String write() {
        return JSON.writeValueAsString(this);
    }

    /** Empty for any other text. */
    public static Optional<RefundNotice> read(String text) {
        try {
            @Nullable RefundNotice notice = JSON.readValue(text, RefundNotice.class);
            return Optional.ofNullable(notice).filter(RefundNotice::isWhole);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    @SuppressWarnings("ConstantValue") // A field that is not there arrives as null.
    private static boolean isWhole(RefundNotice notice) {
        return Optional.ofNullable(notice.packetId).isPresent()
                && Optional.ofNullable(notice.at).isPresent();
    }
}
