package redpacket.common.set;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import redpacket.common.id.SetId;

class SetOwnersTest {
    private final SetOwners<String> owners = new SetOwners<>(List.of("grab-1", "grab-2", "grab-3"));

    @Test
    void setsGoRoundTheInstances() {
        assertThat(IntStream.rangeClosed(1, 7)
                        .mapToObj(set ->
                                owners.ownerOf(new SetId(set), any -> true).orElseThrow()))
                .containsExactly("grab-1", "grab-2", "grab-3", "grab-1", "grab-2", "grab-3", "grab-1");
    }

    @Test
    void anInstanceThatWillNotDoIsPassedOverAndTheOthersKeepTheirs() {
        assertThat(owners.ownerOf(new SetId(3), instance -> !instance.equals("grab-3")))
                .contains("grab-1");
        assertThat(owners.ownerOf(new SetId(2), instance -> !instance.equals("grab-3")))
                .contains("grab-2");
    }

    @Test
    void whatAnInstanceLeavesIsSpreadOverTheOthers() {
        SetOwners<String> four = new SetOwners<>(List.of("grab-1", "grab-2", "grab-3", "grab-4"));
        assertThat(IntStream.of(1, 5, 9, 13, 17, 21)
                        .mapToObj(set -> four.ownerOf(new SetId(set), instance -> !instance.equals("grab-1"))
                                .orElseThrow()))
                .containsExactly("grab-2", "grab-3", "grab-4", "grab-2", "grab-3", "grab-4");
    }

    @Test
    void everyInstanceIsTriedOnce() {
        for (int set = 1; set <= 30; set++) {
            List<String> asked = new ArrayList<>();
            var unused = owners.ownerOf(new SetId(set), instance -> !asked.add(instance));
            assertThat(asked).containsExactlyInAnyOrder("grab-1", "grab-2", "grab-3");
        }
    }

    @Test
    void everyProcessSeesTheSameWhateverTheOrderItWasTold() {
        SetOwners<String> other = new SetOwners<>(List.of("grab-3", "grab-1", "grab-2"));
        for (int set = 1; set <= SetId.MAX; set++) {
            SetId id = new SetId(set);
            assertThat(other.ownerOf(id, any -> true)).isEqualTo(owners.ownerOf(id, any -> true));
        }
    }

    @Test
    void instancesAreOrderedByNumber() {
        SetOwners<String> many = new SetOwners<>(IntStream.rangeClosed(1, 11)
                .mapToObj(number -> "grab-" + number)
                .toList());
        assertThat(many.ownerOf(new SetId(2), any -> true)).contains("grab-2");
        assertThat(many.ownerOf(new SetId(10), any -> true)).contains("grab-10");
    }

    @Test
    void whereNoneWillDoThereIsNone() {
        assertThat(owners.ownerOf(new SetId(1), any -> false)).isEmpty();
        assertThat(new SetOwners<String>(List.of()).ownerOf(new SetId(1), any -> true))
                .isEmpty();
    }
}
