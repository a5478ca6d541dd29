package redpacket.common.set;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import redpacket.common.id.SetId;

class SetRouterTest {
    private static final SetId ONE = new SetId(1);
    private static final SetId TWO = new SetId(2);

    @Test
    void newPacketsGoAroundASetThatIsMaskedOrDown() {
        for (SetState state : List.of(SetState.MASKED, SetState.DOWN)) {
            SetRouter router = new SetRouter(List.of(ONE, TWO), Map.of(ONE, state));
            for (long number = 1; number < 200; number++) {
                assertThat(router.place(number, set -> true)).contains(TWO);
            }
        }
    }

    @Test
    void newPacketsGoAroundASetThatThisProcessCannotWriteTo() {
        SetRouter router = new SetRouter(List.of(ONE, TWO), Map.of());
        assertThat(router.place(5, set -> !set.equals(TWO))).contains(ONE);
    }

    @Test
    void nothingIsPlacedWhenNoSetIsOpen() {
        SetRouter router = new SetRouter(List.of(ONE), Map.of(ONE, SetState.DOWN));
        assertThat(router.place(1, set -> true)).isEmpty();
    }

    @Test
    void bothSetsGetPacketsWhenBothAreOpen() {
        SetRouter router = new SetRouter(List.of(ONE, TWO), Map.of());
        assertThat(List.of(ONE, TWO))
                .allSatisfy(set -> assertThat(java.util.stream.LongStream.range(1, 100)
                                .anyMatch(number -> router.place(number, any -> true)
                                        .orElseThrow()
                                        .equals(set)))
                        .isTrue());
    }
}
