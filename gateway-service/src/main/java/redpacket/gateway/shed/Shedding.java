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
 * Sheds what there is no room for, by priority and by user. A request passes the gateway's own scope, then that of its
 * set or service, so one set's trouble sheds nothing of another's.
 */
public final class Shedding implements Barrier, LoadHint {
    /** How much longer clients are told to stay away when everything is shed. */
    private static final double STRETCH_MAX = 10;

    private final Switches switches;
    private final Scopes scopes;
    private final UserRanks users;
    private final ShedSettings settings;
    private final Ticker ticker;
    private final LongUnaryOperator random;
    private final ShedMeters meters;

    /** Random gives a number from 0 to below what it is asked for. */
    Shedding(
            Switches switches,
            Scopes scopes,
            UserRanks users,
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
        int rank = rank(callClass, request.caller().user().value());
        long now = ticker.read();
        Shedder scope = scopes.of(request.call().service(), request.packet());
        if (scopes.gateway().admit(rank, now)) {
            if (scope == scopes.gateway() || scope.admit(rank, now)) {
                return null;
            }
            // As good as answered: the gateway has no more work with it.
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
        Shedder scope = scopes.of(request.call().service(), request.packet());
        if (scopes.gateway().isOpen() && scope.isOpen()) {
            return false;
        }
        int rank = rank(callClass, request.caller().user().value());
        return rank >= scopes.gateway().level() || rank >= scope.level();
    }

    /** Whether operators let it shed at all. */
    boolean isOn() {
        return switches.isOn(Switch.SHEDDING);
    }

    @Override
    public void left(AdmittedRequest request) {
        scopes.gateway().answered();
        Shedder scope = scopes.of(request.call().service(), request.packet());
        if (scope != scopes.gateway()) {
            scope.answered();
        }
    }

    int rank(CallClass callClass, long user) {
        return Scopes.firstRank(callClass.priority()) + users.of(user);
    }

    /** The refusal of what there is no room for; the fuller, the later it asks the client to come back. */
    public Problem overloaded() {
        return Problem.unavailable(
                "OVERLOADED", "Too much at once; come back after the time told.", Duration.ofMillis((long)
                        (settings.comeBackMillis() * stretch())));
    }

    /** A call of this service and set has waited so long for a connection. */
    public void waited(ServiceName service, @Nullable SetId set, long nanos) {
        scopes.ofSet(service, set).waited(nanos);
    }

    @Override
    public double load() {
        return scopes.loadMax();
    }

    private double stretch() {
        return 1 + (STRETCH_MAX - 1) * Math.clamp(load(), 0, 1);
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
