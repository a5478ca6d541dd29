package redpacket.gateway.shed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import redpacket.gateway.model.CallClass;

class RefusedBehindTest {
    private static final int OPEN = CallClass.OPEN.priority();
    private static final int SEND = CallClass.SEND.priority();
    private static final int GRAB = CallClass.GRAB.priority();

    private final RefusedBehind refusals = new RefusedBehind();

    private final int[] letIn = new int[CallClass.COUNT];

    private void window(int priority, int admitted, int refused) {
        letIn[priority] += admitted;
        for (int i = 0; i < refused; i++) {
            refusals.refused(priority);
        }
    }

    private RefusedBehind.Window end() {
        RefusedBehind.Window window = refusals.end(2, priority -> letIn[priority]);
        Arrays.fill(letIn, 0);
        return window;
    }

    @Test
    void twoSendsThatAreRefusedAreTooMuchHoweverManyElseAreNot() {
        window(OPEN, 1_000, 0);
        window(SEND, 4, 2);
        assertThat(end()).isEqualTo(new RefusedBehind.Window(2, SEND));
    }

    @Test
    void theMostImportantClassIsNamed() {
        window(SEND, 4, 2);
        window(GRAB, 100, 50);
        assertThat(end()).isEqualTo(new RefusedBehind.Window(52, SEND));
    }

    @Test
    void oneAloneIsChanceAndAFewOfManyAreNoMatter() {
        window(SEND, 1, 1);
        window(OPEN, 1_000, 20);
        RefusedBehind.Window window = end();
        assertThat(window.all()).isEqualTo(21);
        assertThat(window.isTooMuch()).isFalse();
    }

    @Test
    void aWindowForgetsTheOneBefore() {
        window(SEND, 4, 4);
        assertThat(end().isTooMuch()).isTrue();
        assertThat(end()).isEqualTo(new RefusedBehind.Window(0, CallClass.COUNT));
    }
}
