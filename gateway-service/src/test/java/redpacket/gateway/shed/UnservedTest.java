package redpacket.gateway.shed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import redpacket.gateway.model.CallClass;

class UnservedTest {
    private static final int OPEN = CallClass.OPEN.priority();
    private static final int SEND = CallClass.SEND.priority();
    private static final int SHARE = CallClass.SHARE.priority();
    private static final int GRAB = CallClass.GRAB.priority();

    private final Unserved unserved = new Unserved();

    private final int[] letIn = new int[CallClass.COUNT];

    private void window(int priority, int admitted, int refused) {
        letIn[priority] += admitted;
        for (int i = 0; i < refused; i++) {
            unserved.refused(priority);
        }
    }

    private Unserved.Window end() {
        Unserved.Window window = unserved.end(2, ignored -> 10, priority -> letIn[priority]);
        Arrays.fill(letIn, 0);
        return window;
    }

    @Test
    void twoSendsThatAreRefusedAreTooMuchHoweverManyElseAreNot() {
        window(OPEN, 1_000, 0);
        window(SEND, 4, 2);
        assertThat(end()).isEqualTo(new Unserved.Window(2, SEND, true, false));
    }

    @Test
    void theMostImportantClassIsNamed() {
        window(SEND, 4, 2);
        window(GRAB, 100, 50);
        assertThat(end()).isEqualTo(new Unserved.Window(52, SEND, true, false));
    }

    @Test
    void oneAloneIsChanceAndAFewOfManyAreNoMatter() {
        window(SEND, 1, 1);
        window(OPEN, 1_000, 20);
        Unserved.Window window = end();
        assertThat(window.refused()).isEqualTo(21);
        assertThat(window.isTooMuch()).isFalse();
    }

    private void ended(int priority, int inTime, int late) {
        for (int i = 0; i < inTime + late; i++) {
            unserved.ended(priority, i < late);
        }
    }

    @Test
    void lateSharesAreTooMuchThoughOneComesInEachWindow() {
        for (int i = 0; i < 8; i++) {
            ended(SHARE, 0, 1);
            assertThat(end())
                    .as("window " + i)
                    .isEqualTo(new Unserved.Window(0, i < 3 ? CallClass.COUNT : SHARE, false, i >= 3));
        }
        for (int i = 0; i < 4; i++) {
            ended(SHARE, 1, 0);
            assertThat(end().isTooMuch()).as("window " + i).isEqualTo(i < 3);
        }
    }

    @Test
    void whatWasLateIsOldWhenNothingComesAnyMore() {
        ended(SHARE, 0, 4);
        assertThat(end().isTooMuch()).isTrue();
        int windows = 0;
        while (end().isTooMuch()) {
            windows++;
            assertThat(windows).isLessThan(10);
        }
    }

    @Test
    void whatIsGivenUpIsNoMatterUntilSomeOfItIsInTime() {
        ended(SHARE, 0, 4);
        assertThat(end().noneInTime()).isTrue();
        unserved.giveUp(SHARE);
        for (int i = 0; i < 20; i++) {
            ended(SHARE, 0, i % 3);
            assertThat(end().isTooMuch()).as("window " + i).isFalse();
        }
        ended(SHARE, 2, 2);
        assertThat(end().first()).isEqualTo(SHARE);
    }

    @Test
    void aTenthThatIsLateIsNoMatter() {
        ended(OPEN, 90, 10);
        assertThat(end().isTooMuch()).isFalse();
        ended(OPEN, 88, 12);
        assertThat(end().first()).isEqualTo(OPEN);
        ended(OPEN, 100, 0);
        assertThat(end().isTooMuch()).isFalse();
    }

    @Test
    void aWindowForgetsTheOneBefore() {
        window(SEND, 4, 4);
        assertThat(end().isTooMuch()).isTrue();
        assertThat(end()).isEqualTo(new Unserved.Window(0, CallClass.COUNT, false, false));
    }
}
