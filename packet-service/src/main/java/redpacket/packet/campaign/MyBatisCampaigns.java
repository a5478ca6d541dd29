package redpacket.packet.campaign;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import redpacket.common.database.DatabaseFailure;
import redpacket.common.database.MemberGroup;
import redpacket.common.database.SqlSessions;
import redpacket.common.id.UserId;

/** Campaigns on the primary of the control schema. */
final class MyBatisCampaigns implements Campaigns {
    /** Rows that wait in memory; all of them are one transaction. */
    private static final int ROWS_AT_ONCE = 1_000;

    private final SqlSessions control;

    MyBatisCampaigns(MemberGroup control) {
        this.control = new SqlSessions(control.primary(), CampaignMapper.class);
    }

    @Override
    public boolean add(Campaign campaign, UserId operator, String idempotencyKey, CampaignPlan plan) {
        try {
            return control.writeBatch(session -> {
                CampaignMapper mapper = session.getMapper(CampaignMapper.class);
                mapper.insert(campaign, operator.value(), idempotencyKey);
                plan.packets().forEach(packet -> mapper.insertPacket(campaign.campaignId(), packet));
                for (int i = 0; i < plan.prizes().size(); i++) {
                    mapper.insertPrize(campaign.campaignId(), i, plan.prizes().get(i));
                    if ((i + 1) % ROWS_AT_ONCE == 0) {
                        session.flushStatements();
                    }
                }
                return true;
            });
        } catch (RuntimeException e) {
            if (DatabaseFailure.of(e) == DatabaseFailure.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public Optional<Campaign> find(long campaignId) {
        return read(mapper -> mapper.find(campaignId));
    }

    @Override
    public Optional<Campaign> findByKey(UserId operator, String idempotencyKey) {
        return read(mapper -> mapper.findByKey(operator.value(), idempotencyKey));
    }

    @Override
    public List<CampaignPlan.Packet> packets(long campaignId) {
        return read(mapper -> mapper.packets(campaignId)).stream()
                .map(CampaignMapper.PacketRow::toPacket)
                .toList();
    }

    @Override
    public void funded(long campaignId) {
        write(mapper -> mapper.funded(campaignId));
    }

    @Override
    public void refused(long campaignId) {
        write(mapper -> mapper.refused(campaignId));
    }

    @Override
    public void settled(long campaignId, Instant at) {
        write(mapper -> mapper.settled(campaignId, at));
    }

    @Override
    public boolean pause(long campaignId, Instant now) {
        return write(mapper -> mapper.pause(campaignId, now)) == 1;
    }

    @Override
    public boolean resume(long campaignId, Instant now) {
        return write(mapper -> {
                    mapper.repace(campaignId, now);
                    return mapper.resume(campaignId, now);
                })
                == 1;
    }

    @Override
    public boolean end(long campaignId, Instant now) {
        return write(mapper -> mapper.end(campaignId, now)) == 1;
    }

    @Override
    public List<Campaign> leftHalfWay(Instant before, int most) {
        return read(mapper -> mapper.leftHalfWay(before, most));
    }

    @Override
    public List<Campaign> due(Instant now, int most) {
        return read(mapper -> mapper.due(now, most));
    }

    @Override
    public Tally tally(long campaignId) {
        return read(mapper -> mapper.tally(campaignId));
    }

    private <T> T read(Function<CampaignMapper, T> work) {
        return control.read(session -> work.apply(session.getMapper(CampaignMapper.class)));
    }

    private <T> T write(Function<CampaignMapper, T> work) {
        return control.writeRetrying(session -> work.apply(session.getMapper(CampaignMapper.class)));
    }
}
