package redpacket.common.database;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Metrics of a member group, from the probes of its members. */
final class MemberGroupMeters {
    private final String name;
    private final MeterRegistry meters;

    MemberGroupMeters(String name, MeterRegistry meters) {
        this.name = name;
        this.meters = meters;
    }

    void register(MemberGroup group, List<Member> members, Heartbeat heartbeat) {
        gauge("accepting", "1 when commits are acknowledged by a replica in time", group, it -> it.accepting() ? 1 : 0);
        gauge("heartbeat.millis", "how long the last heartbeat's commit took", heartbeat, Heartbeat::roundTripMillis);
        gauge("primaries", "members that are writable; 1 when well", members, MemberGroupMeters::primaries);
        gauge("members.reachable", "members that answer", members, MemberGroupMeters::reachable);
        gauge(
                "semi.sync",
                "1 when the primary says that its commits wait for a replica, 0 when they do not or there is none",
                members,
                it -> it.stream().anyMatch(member -> member.copies().enforced()) ? 1 : 0);
        gauge("replica.lag.millis", "how far behind the freshest replica is", members, MemberGroupMeters::lagMillis);
    }

    private <T> void gauge(String what, String description, T of, ToDoubleFunction<T> value) {
        Gauge.builder("redpacket.database." + what, of, value)
                .description(description)
                .tag("group", name)
                .register(meters);
    }

    private static double primaries(List<Member> members) {
        return members.stream().filter(Member::isWritable).count();
    }

    private static double reachable(List<Member> members) {
        return members.stream().filter(Member::isReachable).count();
    }

    /** NaN while no replica is known. */
    private static double lagMillis(List<Member> members) {
        return members.stream()
                .filter(member -> member.isReachable() && !member.isWritable() && member.lagMillis() < Long.MAX_VALUE)
                .mapToDouble(Member::lagMillis)
                .min()
                .orElse(Double.NaN);
    }
}
