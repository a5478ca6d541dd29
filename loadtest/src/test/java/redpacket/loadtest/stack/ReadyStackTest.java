package redpacket.loadtest.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadyStackTest {
    @Test
    void processesThatAreNotReadyAreNamed() {
        assertThat(ReadyStack.missing("packet\tREADY\t1\ngrab-1\tDOWN\t-\ngrab-2\tSTARTING\t2\n"))
                .isEqualTo("grab-1, grab-2");
        assertThat(ReadyStack.missing("packet\tREADY\t1\n")).isEmpty();
    }
}
