package redpacket.packet.allocate;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import redpacket.common.database.MemberGroup;
import redpacket.common.database.SqlSessions;

/** Prizes on the primary of the control schema. */
final class MyBatisPrizes implements Prizes {
    private final SqlSessions control;

    MyBatisPrizes(MemberGroup control) {
        this.control = new SqlSessions(control.primary(), PrizeMapper.class);
    }

    @Override
    public <T> T inTransaction(Function<Turn, T> work) {
        return control.writeRetrying(session -> work.apply(new SqlTurn(session.getMapper(PrizeMapper.class))));
    }

    private record SqlTurn(PrizeMapper mapper) implements Turn {
        @Override
        public void renew(String holder, Instant until) {
            mapper.renew(holder, until);
        }

        @Override
        public List<String> expired(Instant now, int most) {
            return mapper.expired(now, most);
        }

        @Override
        public void giveBackAll(String holder) {
            mapper.freeAll(holder);
            mapper.forget(holder);
        }

        @Override
        public int holders(Instant now) {
            return mapper.holders(now);
        }

        @Override
        public List<Held> heldBy(String holder) {
            return mapper.heldBy(holder);
        }

        @Override
        public void giveBack(String holder, Collection<Long> prizes) {
            if (!prizes.isEmpty()) {
                mapper.free(holder, prizes);
            }
        }

        @Override
        public void markInDoubt(String holder, Collection<Long> prizes) {
            if (!prizes.isEmpty()) {
                mapper.markInDoubt(holder, prizes);
            }
        }

        @Override
        public List<RunningCampaign> running(Instant now, Instant until) {
            return mapper.running(now, until);
        }

        @Override
        public List<Prize> free(long campaignId, int belowOrdinal, int most) {
            return mapper.freeOf(campaignId, belowOrdinal, most);
        }

        @Override
        public void hold(String holder, RunningCampaign campaign, List<Prize> prizes) {
            if (!prizes.isEmpty()) {
                mapper.hold(holder, prizes.stream().map(Prize::prizeId).toList());
                mapper.allocatedThrough(campaign.campaignId(), prizes.getLast().ordinal() + 1);
            }
        }

        @Override
        public Optional<Prize> find(long prizeId) {
            return mapper.find(prizeId);
        }

        @Override
        public Optional<Terms> winnable(long campaignId, Instant now) {
            return mapper.winnable(campaignId, now);
        }

        @Override
        public Optional<Win> winOf(long prizeId) {
            return mapper.winOf(prizeId);
        }

        @Override
        public int wins(long campaignId, long userId) {
            return mapper.wins(campaignId, userId);
        }

        @Override
        public boolean hasWonOf(Prize prize, long userId) {
            return mapper.winsOf(prize.packetId(), userId, prize.setId()) > 0;
        }

        @Override
        public boolean take(String holder, long prizeId) {
            return mapper.take(prizeId, holder) == 1;
        }

        @Override
        public void add(Win win) {
            mapper.add(win);
        }

        @Override
        public List<Grant> toGrant(Instant wonBefore, int most) {
            return mapper.toGrant(wonBefore, most).stream()
                    .map(PrizeMapper.GrantRow::toGrant)
                    .toList();
        }

        @Override
        public void granted(Collection<Long> prizes) {
            if (!prizes.isEmpty()) {
                mapper.granted(prizes);
            }
        }
    }
}
