package redpacket.gateway.shed;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import redpacket.common.control.Switch;
import redpacket.common.control.Switches;
import redpacket.common.id.SetId;
import redpacket.common.problem.Problem;
import redpacket.gateway.answer.Answer;
import redpacket.gateway.answer.Barrier;
import redpacket.gateway.model.AdmittedRequest;
import redpacket.gateway.model.CallClass;
import redpacket.gateway.model.ServiceName;

/**
 * Sheds requests by class and by user while a scope is overloaded. A request must be admitted by the gateway's scope,
 * and then by the scope of its set or service, so the overload of one set sheds no requests of another.
 */
public final class Shedding implements Barrier, LoadHint {
    private final Switches switches;
    private final SheddingScopes scopes;
    private final UserPriorities users;
    private final ShedSettings settings;
    private final Ticker ticker;
    private final LongUnaryOperator random;
    private final ShedMeters meters;

    /** Random gives a number from 0 to below its argument. */
    Shedding(
            Switches switches,
            SheddingScopes scopes,
            UserPriorities users,
            ShedSettings settings,
            Ticker ticker,
            LongUnaryOperator random,
            ShedMeters meters) {
        this.switches = switches;
        this.scopes = scopes;
        this.users = users;
        this.settings = settings;
        this.ticker = ticker;
        this.random = random;
        this.meters = meters;
    }

    @Override
    public @Nullable Answer stop(AdmittedRequest request) {
        CallClass callClass = request.call().callClass();
        if (callClass == CallClass.OPERATE || !isOn()) {
            return null;
        }
        int priority = priority(callClass, request.caller().user().value());
        long now = ticker.read();
        SheddingScope scope = scopes.of(request.call().service(), request.packet());
        if (scopes.gateway().admit(priority, now)) {
            if (scope == scopes.gateway() || scope.admit(priority, now)) {
                return null;
            }
            // For the gateway this request is answered: it causes no more work.
            scopes.gateway().answered();
        }
        meters.shed(callClass);
        return callClass == CallClass.SHAKE ? nothing(Duration.ZERO) : Answer.of(overloaded());
    }

    @Override
    public boolean wouldStop(AdmittedRequest request) {
        CallClass callClass = request.call().callClass();
        if (callClass == CallClass.OPERATE || !isOn()) {
            return false;
        }
        SheddingScope scope = scopes.of(request.call().service(), request.packet());
        if (scopes.gateway().isOpen() && scope.isOpen()) {
            return false;
        }
        int priority = priority(callClass, request.caller().user().value());
        return priority >= scopes.gateway().level() || priority >= scope.level();
    }

    /** Whether the operators' switch for shedding is on. */
    boolean isOn() {
        return switches.isOn(Switch.SHEDDING);
    }

    @Override
    public void left(AdmittedRequest request) {
        scopes.gateway().answered();
        SheddingScope scope = scopes.of(request.call().service(), request.packet());
        if (scope != scopes.gateway()) {
            scope.answered();
        }
    }

    int priority(CallClass callClass, long user) {
        return SheddingScopes.firstPriority(callClass.priority()) + users.of(user);
    }

    /** The refusal of a request; the time to come back grows with the load. */
    public Problem overloaded() {
        return Problem.unavailable(
                "OVERLOADED", "The server is overloaded. Repeat after the given time.", Duration.ofMillis((long)
                        (settings.comeBackMillis() * stretch())));
    }

    /** Reports the time that a call waited for a connection to this service and set. */
    public void waited(ServiceName service, @Nullable SetId set, long nanos) {
        scopes.ofSet(service, set).waited(nanos);
    }

    @Override
    public double load() {
        return scopes.loadMax();
    }

    @Override
    public long nextShakeMillis() {
        long base = (long) (settings.shakeMillis() * stretch());
        return base + random.applyAsLong(Math.max(1, base / 2));
    }

    @Override
    public Answer nothing(Duration noSooner) {
        long next = Math.max(nextShakeMillis(), noSooner.toMillis() + random.applyAsLong(noSooner.toMillis() + 1));
        return Answer.of(200, Answer.JSON, "{\"outcome\":\"NOTHING\",\"nextShakeMillis\":" + next + "}");
    }
}
