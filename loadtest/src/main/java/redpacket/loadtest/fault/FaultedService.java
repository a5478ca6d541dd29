package redpacket.loadtest.fault;

import java.time.Duration;
import java.util.Locale;

/** A service or Kafka gets a signal. SIGTERM and SIGKILL end it, and the supervisor starts it again. */
record FaultedService(String service, Signal signal, Duration lasts, Expectation expectation) implements Fault {
    enum Signal {
        KILL,
        TERM,
        STOP
    }

    @Override
    public String name() {
        return "SIG" + signal.name().toUpperCase(Locale.ROOT) + " to " + service;
    }

    @Override
    public Struck strike(FaultedStack stack) throws Exception {
        String pid = stack.pid(service);
        FaultedStack.signalPid(pid, signal.name());
        return new Struck(service, "", signal == Signal.STOP ? () -> FaultedStack.signalPid(pid, "CONT") : () -> {});
    }
}
