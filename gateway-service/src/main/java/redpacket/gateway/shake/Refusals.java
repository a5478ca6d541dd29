package redpacket.gateway.shake;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/** Remembers the users that can win no more of a campaign or a packet, which saves calls that would be refused. */
final class Refusals {
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final Cache<Refusal, Boolean> known;

    Refusals(int most, Ticker ticker) {
        this.known = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterWrite(REMEMBERED)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    boolean mayWin(long userId, Prize prize) {
        return known.getIfPresent(new Refusal(userId, prize.campaignId())) == null
                && known.getIfPresent(new Refusal(userId, prize.packetId())) == null;
    }

    void noMoreOfCampaign(long userId, Prize prize) {
        known.put(new Refusal(userId, prize.campaignId()), true);
    }

    void noMoreOfPacket(long userId, Prize prize) {
        known.put(new Refusal(userId, prize.packetId()), true);
    }

    /** The id of a campaign never equals the id of a packet. */
    private record Refusal(long userId, String campaignOrPacket) {}
}
