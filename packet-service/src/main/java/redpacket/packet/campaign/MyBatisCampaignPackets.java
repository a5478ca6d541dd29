package redpacket.packet.campaign;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redpacket.common.database.SqlSessions;
import redpacket.common.id.PacketId;
import redpacket.common.id.SetId;
import redpacket.packet.set.PacketSet;
import redpacket.packet.set.PacketSets;

/** The packets of campaigns in the databases of the sets. */
final class MyBatisCampaignPackets implements CampaignPackets {
    private final Map<SetId, SqlSessions> sessions = new HashMap<>();
    private final Clock clock;

    MyBatisCampaignPackets(PacketSets sets, Clock clock) {
        for (PacketSet set : sets.all()) {
            sessions.put(set.id(), new SqlSessions(set.group().primary(), CampaignPacketMapper.class));
        }
        this.clock = clock;
    }

    @Override
    public void order(Campaign campaign, List<CampaignPlan.Packet> packets) {
        String key = "campaign-" + campaign.campaignId();
        for (SetId set : Campaigns.setsOf(packets)) {
            on(set).writeBatch(session -> {
                CampaignPacketMapper mapper = session.getMapper(CampaignPacketMapper.class);
                packets.stream()
                        .filter(packet -> packet.id().set().equals(set))
                        .forEach(packet ->
                                mapper.order(campaign, packet, kindOf(packet.kind()), key, campaign.claimableUntil()));
                return packets.size();
            });
        }
    }

    private static String kindOf(CampaignPlan.Kind kind) {
        return switch (kind) {
            case CASH -> "EQUAL";
            case SEED -> "LUCKY";
        };
    }

    @Override
    public void activate(long campaignId, List<SetId> sets) {
        for (SetId set : sets) {
            on(set).writeRetrying(session -> {
                CampaignPacketMapper mapper = session.getMapper(CampaignPacketMapper.class);
                if (mapper.lockOrdered(campaignId).isEmpty()) {
                    return 0;
                }
                mapper.insertOpen(campaignId);
                return mapper.activate(campaignId, clock.instant().truncatedTo(ChronoUnit.MILLIS));
            });
        }
    }

    @Override
    public void cancel(long campaignId, List<SetId> sets) {
        for (SetId set : sets) {
            on(set).writeRetrying(session ->
                    session.getMapper(CampaignPacketMapper.class).cancel(campaignId));
        }
    }

    @Override
    public List<PacketId> open(long campaignId, List<SetId> sets, int most) {
        List<PacketId> open = new ArrayList<>();
        for (SetId set : sets) {
            on(set).read(session ->
                            session.getMapper(CampaignPacketMapper.class).open(campaignId, most))
                    .forEach(number -> open.add(new PacketId(set, number)));
        }
        return open;
    }

    @Override
    public Opened opened(long campaignId, List<SetId> sets) {
        Opened opened = new Opened(0, 0, 0);
        for (SetId set : sets) {
            CampaignPacketMapper.OpenedRow row = on(set).read(session ->
                    session.getMapper(CampaignPacketMapper.class).opened(campaignId));
            opened = opened.plus(new Opened(row.prizes(), row.openedFen(), row.returnedFen()));
        }
        return opened;
    }

    private SqlSessions on(SetId set) {
        SqlSessions database = sessions.get(set);
        if (database == null) {
            throw new IllegalStateException("set " + set + " is not configured here; see redpacket.sets");
        }
        return database;
    }
}
