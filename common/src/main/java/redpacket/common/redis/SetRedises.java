package redpacket.common.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import redpacket.common.id.SetId;
import redpacket.common.process.ProcessSettings;
import redpacket.common.process.StartBeforeServing;

/** The Redis of every set. No set waits for another one's. */
public final class SetRedises extends StartBeforeServing {
    private static final int THREADS = 2;

    private final ClientResources resources = DefaultClientResources.builder()
            .ioThreadPoolSize(THREADS)
            .computationThreadPoolSize(THREADS)
            .build();
    private final List<SetRedis> all;

    public SetRedises(List<ProcessSettings.PacketSet> sets, RedisBounds bounds) {
        this(sets, bounds, RedisClient::create);
    }

    SetRedises(
            List<ProcessSettings.PacketSet> sets, RedisBounds bounds, Function<ClientResources, RedisClient> clients) {
        this.all = sets.stream()
                .map(set -> new SetRedis(set, bounds, clients.apply(resources)))
                .toList();
    }

    public List<SetRedis> all() {
        return all;
    }

    public Optional<SetRedis> of(SetId set) {
        return all.stream().filter(redis -> redis.set().setId().equals(set)).findFirst();
    }

    @Override
    protected void begin() {
        all.forEach(SetRedis::start);
    }

    @Override
    protected void end() {
        all.forEach(SetRedis::close);
        resources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }
}
