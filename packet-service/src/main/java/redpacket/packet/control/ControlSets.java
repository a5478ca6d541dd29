package redpacket.packet.control;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redpacket.common.control.ControlDocument;
import redpacket.common.control.Switch;
import redpacket.common.control.Switches;
import redpacket.common.id.SetId;
import redpacket.common.process.StartBeforeServing;
import redpacket.common.set.SetState;
import redpacket.packet.set.Opening;
import redpacket.packet.set.OpeningGroup;
import redpacket.packet.set.PacketSet;
import redpacket.packet.set.PacketSets;

/**
 * The decisions of operators: reads them again and again, applies them to this process's sets, and answers them to
 * every other process. While the database is away, the last document holds.
 *
 * <p>INVARIANT: the version of the document never falls.
 */
final class ControlSets extends StartBeforeServing implements Opening, Switches {
    private static final Logger LOG = LoggerFactory.getLogger(ControlSets.class);
    private static final Duration FOR_EVER = Duration.ofDays(365);

    private final OpeningGroup group;
    private final Decisions decisions;
    private final PacketSets sets;
    private final Clock clock;
    private final ControlSettings settings;
    private final CountDownLatch known = new CountDownLatch(1);
    private final Thread thread;
    private volatile ControlDocument document = ControlDocument.EMPTY;
    private volatile Set<Switch> off = Set.of();
    private boolean complete;
    private boolean answering = true;

    ControlSets(OpeningGroup group, Decisions decisions, PacketSets sets, Clock clock, ControlSettings settings) {
        this.group = group;
        this.decisions = decisions;
        this.sets = sets;
        this.clock = clock;
        this.settings = settings;
        this.thread = Thread.ofPlatform().daemon().name("control").unstarted(this::run);
    }

    @Override
    protected void begin() {
        group.start();
        thread.start();
    }

    @Override
    public String what() {
        return "what operators have decided";
    }

    /** Whether there is a document, now or in time. */
    @Override
    public boolean await(Duration atMost) throws InterruptedException {
        return known.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Empty until it was read once: a guess that all sets are open would undo an operator's decision. */
    Optional<ControlDocument> document() {
        return known.getCount() == 0 ? Optional.of(document) : Optional.empty();
    }

    /** The decision on this set; open and new until it is known. */
    ControlDocument.SetEntry entryOf(PacketSet set) {
        return document.sets().stream()
                .filter(entry -> entry.setId() == set.id().value())
                .findFirst()
                .orElseGet(() -> new ControlDocument.SetEntry(
                        set.id().value(), set.name(), SetState.OPEN, "not known yet", Instant.EPOCH));
    }

    /** In effect here when it returns, and elsewhere at the next poll. */
    void decide(SetId set, SetState state, String why) {
        decisions.decide(set, state, why, now());
        refresh();
    }

    @Override
    public boolean isOn(Switch part) {
        return !off.contains(part);
    }

    /** In effect here when it returns, and elsewhere at the next poll. */
    void turn(Switch part, boolean on, String why) {
        decisions.turn(part, on, why, now());
        LOG.atWarn()
                .addKeyValue("switch", part.spelling())
                .addKeyValue("on", on)
                .log("turned");
        refresh();
    }

    private void run() {
        try {
            group.await(FOR_EVER);
            while (!Thread.currentThread().isInterrupted()) {
                refreshOrStand();
                Thread.sleep(settings.refreshMillis());
            }
        } catch (InterruptedException e) {
            LOG.debug("control ends");
        }
    }

    /** One look; never throws. */
    void refreshOrStand() {
        try {
            refresh();
            if (!answering) {
                LOG.info("the control schema answers again");
            }
            answering = true;
        } catch (RuntimeException e) {
            if (answering) {
                LOG.warn("the control schema does not answer, the last document stands: {}", e.toString());
            }
            answering = false;
        }
    }

    private synchronized void refresh() {
        if (!complete) {
            decisions.addMissing(sets.all().stream().map(PacketSet::id).toList(), now());
            complete = true;
        }
        ControlDocument next = documentOf(decisions.read());
        if (next.version() < document.version()) {
            throw new IllegalStateException("the control schema says version " + next.version() + " after "
                    + document.version() + ": it has lost decisions, so they must be taken again");
        }
        if (!next.equals(document)) {
            document = next;
            off = next.off();
            LOG.info("control document version {}: {}, off {}", next.version(), next.states(), off);
            sets.decide(next.states());
        }
        known.countDown();
    }

    /** Leaves out sets that are not configured here: they have no name. */
    private ControlDocument documentOf(Decisions.Decided decided) {
        List<ControlDocument.SetEntry> entries = new ArrayList<>();
        for (Decisions.SetRow row : decided.sets()) {
            sets.find(new SetId(row.setId()))
                    .ifPresent(set -> entries.add(new ControlDocument.SetEntry(
                            row.setId(), set.name(), row.state(), row.why(), row.since())));
        }
        List<ControlDocument.SwitchEntry> switches = Stream.of(Switch.values())
                .map(part -> entryOf(part, decided.switches()))
                .toList();
        return new ControlDocument(decided.version(), entries, switches);
    }

    private static ControlDocument.SwitchEntry entryOf(Switch part, List<Decisions.SwitchRow> rows) {
        return rows.stream()
                .filter(row -> row.name().equals(part.spelling()))
                .findFirst()
                .map(row -> new ControlDocument.SwitchEntry(row.name(), row.turnedOn(), row.why(), row.since()))
                .orElseGet(() -> new ControlDocument.SwitchEntry(part.spelling(), true, "never turned", null));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    protected void end() {
        thread.interrupt();
        group.close();
    }
}
