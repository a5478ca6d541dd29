package redpacket.packet.profile;

import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import redpacket.common.redis.SetRedis;

/** Writes copies to a set's Redis; a script compares versions, so an old version never replaces a newer one. */
final class RedisProfileCopies implements ProfileCopies {
    /** KEYS: the profile. ARGV: version, JSON. A copy that cannot be read is overwritten. */
    private static final String WRITE_NEWER = """
            local old = redis.call('GET', KEYS[1])
            if old then
              local readable, copy = pcall(cjson.decode, old)
              if readable and type(copy) == 'table' and tonumber(copy.version)
                  and tonumber(copy.version) >= tonumber(ARGV[1]) then
                return 0
              end
            end
            redis.call('SET', KEYS[1], ARGV[2])
            return 1
            """;

    private final SetRedis redis;
    private final long writeMillis;

    RedisProfileCopies(SetRedis redis, ProfileSettings settings) {
        this.redis = redis;
        this.writeMillis = settings.writeMillis();
    }

    @Override
    public void write(List<Change> changes) throws InterruptedException {
        RedisAsyncCommands<String, String> commands = commands();
        List<RedisFuture<?>> answers = new ArrayList<>(changes.size());
        try {
            for (Change change : changes) {
                String[] key = {ProfileKeys.profile(change.userId())};
                String json = change.json();
                answers.add(
                        json == null
                                ? commands.del(key)
                                : commands.eval(
                                        WRITE_NEWER,
                                        ScriptOutputType.INTEGER,
                                        key,
                                        Long.toString(change.version()),
                                        json));
            }
        } catch (RedisException e) {
            throw notAnswering(e);
        }
        for (RedisFuture<?> answer : answers) {
            answerOf(answer);
        }
    }

    @Override
    public Set<Integer> missing(Set<Integer> partitions) throws InterruptedException {
        RedisAsyncCommands<String, String> commands = commands();
        Set<Integer> missing = new HashSet<>();
        for (int partition : partitions) {
            if (answerOf(commands.exists(ProfileKeys.copied(partition))) == 0) {
                missing.add(partition);
            }
        }
        return missing;
    }

    @Override
    public void begun(int partition) throws InterruptedException {
        answerOf(commands().set(ProfileKeys.copied(partition), "1"));
    }

    private RedisAsyncCommands<String, String> commands() {
        return redis.commands()
                .orElseThrow(() ->
                        new IllegalStateException("the Redis of " + redis.set().name() + " was never connected"));
    }

    private <T> T answerOf(RedisFuture<T> answer) throws InterruptedException {
        try {
            return answer.get(writeMillis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw notAnswering(e);
        }
    }

    private IllegalStateException notAnswering(Exception cause) {
        return new IllegalStateException(
                "the Redis of " + redis.set().name() + " does not answer; the copy is made again", cause);
    }
}
