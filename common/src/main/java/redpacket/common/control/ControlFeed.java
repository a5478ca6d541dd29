package redpacket.common.control;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.client.CallSettings;
import redpacket.common.client.Repeat;
import redpacket.common.client.ServiceCallException;
import redpacket.common.client.ServiceClient;
import redpacket.common.process.ProcessSettings;

/**
 * Follows the control document of packet-service, so a change is known here within a second by default.
 *
 * <p>While packet-service does not answer, the last document holds. It is kept on disk, so it also holds after a
 * restart.
 *
 * <p>INVARIANT: the version of the document never falls: an instance that has not read the last decision yet cannot
 * take it back.
 */
public final class ControlFeed implements Switches, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlFeed.class);

    private final int services;
    private final ControlFeedSettings settings;
    private final KeptDocument kept;
    private final ServiceClient client;
    private final ControlApi api;
    private final ScheduledExecutorService poller = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("control-feed").factory());
    private final List<Consumer<ControlDocument>> listeners = new CopyOnWriteArrayList<>();
    private volatile ControlDocument document;
    private volatile Set<Switch> off;
    private boolean isAnswered = true;

    public ControlFeed(ProcessSettings process, ControlFeedSettings settings, MeterRegistry meters) {
        this.services = process.services().packet().size();
        this.settings = settings;
        this.kept = new KeptDocument(settings.file());
        this.client = new ServiceClient(
                process.serviceKey(),
                CallSettings.of(
                        "redpacket.control",
                        settings.answerTimeout().toMillis(),
                        settings.answerTimeout().toMillis(),
                        1),
                meters);
        this.api = client.of(ControlApi.class, "control", process.services().packet(), Repeat.UNANSWERED);
        this.document = kept.read().orElse(ControlDocument.EMPTY);
        this.off = document.off();
    }

    public ControlFeed start() {
        if (settings.file() == null) {
            LOG.warn("redpacket.control.file is not set: a start without packet-service takes every set for open");
        }
        var unused = poller.scheduleWithFixedDelay(
                this::poll, 0, settings.pollEvery().toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    public ControlDocument document() {
        return document;
    }

    @Override
    public boolean isOn(Switch part) {
        return !off.contains(part);
    }

    /** Calls the listener, on the poller's thread, with every document that differs from the one before. */
    public void onChange(Consumer<ControlDocument> listener) {
        listeners.add(listener);
    }

    /** Asks instance after instance until one answers a document that is no older than the last one. */
    private void poll() {
        try {
            for (int asked = 0; asked < services; asked++) {
                if (accept(api.document())) {
                    return;
                }
            }
        } catch (ServiceCallException e) {
            if (isAnswered) {
                LOG.warn("no control document, the last one holds: {}", e.toString());
            }
            isAnswered = false;
        } catch (RuntimeException e) {
            LOG.error("the control document could not be followed", e);
        }
    }

    private boolean accept(ControlDocument next) {
        if (next.version() < document.version()) {
            LOG.debug("control document version {} is older than {}", next.version(), document.version());
            return false;
        }
        if (!isAnswered) {
            LOG.info("the control document is answered again");
        }
        isAnswered = true;
        if (!next.equals(document)) {
            document = next;
            off = next.off();
            LOG.info("control document version {}: {}, off {}", next.version(), next.states(), off);
            kept.write(next);
            listeners.forEach(listener -> listener.accept(next));
        }
        return true;
    }

    @Override
    public void close() {
        poller.shutdownNow();
        client.close();
    }
}
