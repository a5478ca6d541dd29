package redpacket.gateway.shake;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/** Who is known to win no more of a campaign or a packet: asking again would be a call for nothing. */
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

    /** A campaign's and a packet's id have different spellings. */
    private record Refusal(long userId, String what) {}
}
