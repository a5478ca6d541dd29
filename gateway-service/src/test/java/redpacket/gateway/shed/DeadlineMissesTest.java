package redpacket.gateway.shed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import redpacket.gateway.model.CallClass;

class DeadlineMissesTest {
    private static final int OPEN = CallClass.OPEN.priority();
    private static final int SEND = CallClass.SEND.priority();
    private static final int SHARE = CallClass.SHARE.priority();
    private static final int GRAB = CallClass.GRAB.priority();

    private final DeadlineMisses misses = new DeadlineMisses();

    private final int[] admittedCalls = new int[CallClass.COUNT];

    private void window(int priority, int admitted, int refused) {
        admittedCalls[priority] += admitted;
        for (int i = 0; i < refused; i++) {
            misses.refused(priority);
        }
    }

    private DeadlineMisses.Window end() {
        DeadlineMisses.Window window = misses.end(2, ignored -> 10, priority -> admittedCalls[priority]);
        Arrays.fill(admittedCalls, 0);
        return window;
    }

    @Test
    void twoRefusedSendsAreTooManyBesideAThousandServedOpens() {
        window(OPEN, 1_000, 0);
        window(SEND, 4, 2);
        assertThat(end()).isEqualTo(new DeadlineMisses.Window(2, SEND, true, false));
    }

    @Test
    void namesTheMostImportantClass() {
        window(SEND, 4, 2);
        window(GRAB, 100, 50);
        assertThat(end()).isEqualTo(new DeadlineMisses.Window(52, SEND, true, false));
    }

    @Test
    void ignoresASingleRefusalAndAFewOfMany() {
        window(SEND, 1, 1);
        window(OPEN, 1_000, 20);
        DeadlineMisses.Window window = end();
        assertThat(window.refused()).isEqualTo(21);
        assertThat(window.isTooMuch()).isFalse();
    }

    private void ended(int priority, int inTime, int late) {
        for (int i = 0; i < inTime + late; i++) {
            misses.ended(priority, i < late);
        }
    }

    @Test
    void findsARareClassThatMissesItsDeadlines() {
        for (int i = 0; i < 8; i++) {
            ended(SHARE, 0, 1);
            assertThat(end())
                    .as("window " + i)
                    .isEqualTo(new DeadlineMisses.Window(0, i < 3 ? CallClass.COUNT : SHARE, false, i >= 3));
        }
        for (int i = 0; i < 4; i++) {
            ended(SHARE, 1, 0);
            assertThat(end().isTooMuch()).as("window " + i).isEqualTo(i < 3);
        }
    }

    @Test
    void forgetsASampleWhenNoMoreCallsEnd() {
        ended(SHARE, 0, 4);
        assertThat(end().isTooMuch()).isTrue();
        int windows = 0;
        while (end().isTooMuch()) {
            windows++;
            assertThat(windows).isLessThan(10);
        }
    }

    @Test
    void ignoresAClassUntilOneOfItsCallsMeetsItsDeadline() {
        ended(SHARE, 0, 4);
        assertThat(end().firstAllMissed()).isTrue();
        misses.ignore(SHARE);
        for (int i = 0; i < 20; i++) {
            ended(SHARE, 0, i % 3);
            assertThat(end().isTooMuch()).as("window " + i).isFalse();
        }
        ended(SHARE, 2, 2);
        assertThat(end().first()).isEqualTo(SHARE);
    }

    @Test
    void acceptsATenthOfMisses() {
        ended(OPEN, 90, 10);
        assertThat(end().isTooMuch()).isFalse();
        ended(OPEN, 88, 12);
        assertThat(end().first()).isEqualTo(OPEN);
        ended(OPEN, 100, 0);
        assertThat(end().isTooMuch()).isFalse();
    }

    @Test
    void refusalsCountInOneWindowOnly() {
        window(SEND, 4, 4);
        assertThat(end().isTooMuch()).isTrue();
        assertThat(end()).isEqualTo(new DeadlineMisses.Window(0, CallClass.COUNT, false, false));
    }
}
