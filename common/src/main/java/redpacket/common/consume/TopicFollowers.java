package redpacket.common.consume;

import java.util.List;
import redpacket.common.process.StartBeforeServing;

/** Followers that start and end together. */
public final class TopicFollowers extends StartBeforeServing {
    private final List<TopicFollower> all;

    public TopicFollowers(List<TopicFollower> all) {
        this.all = List.copyOf(all);
    }

    @Override
    protected void begin() {
        all.forEach(TopicFollower::start);
    }

    @Override
    protected void end() {
        all.forEach(TopicFollower::stop);
        all.forEach(TopicFollower::awaitEnd);
    }
}
