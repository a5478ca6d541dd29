package redpacket.notification.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redpacket.common.id.UserId;
import redpacket.common.problem.Problem;

class GroupRequestTest {
    private static final UserId OWNER = UserId.of(1);
    private static final GroupSettings SETTINGS = new GroupSettings(500, 60, 500, 10_000);

    @Test
    void theOwnerIsAMemberWhetherHeIsNamedOrNot() {
        assertThat(members("2", "3")).containsExactly(1L, 2L, 3L);
        assertThat(members("1", "2")).containsExactly(1L, 2L);
        assertThat(members()).containsExactly(1L);
    }

    @Test
    void aGroupHasFiveHundredMembersAtMost() {
        assertThat(members(numbers(2, 500))).hasSize(500);
        assertThat(members(numbers(1, 500))).hasSize(500);
        assertThatThrownBy(() -> members(numbers(2, 501))).hasFieldOrPropertyWithValue("code", "INVALID_MEMBERS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "01", "-1", "+1", "x", "", " 1", "9223372036854775808"})
    void refusesWhatIsNoUser(String text) {
        assertThatThrownBy(() -> members(text)).isInstanceOf(Problem.class);
    }

    @Test
    void refusesAUserWhoIsNamedTwiceOrNotAtAll() {
        assertThatThrownBy(() -> members("2", "2")).hasFieldOrPropertyWithValue("status", 400);
        assertThatThrownBy(() -> new GroupRequest("a", Arrays.asList("2", null)).checkedMembers(OWNER, SETTINGS))
                .hasFieldOrPropertyWithValue("status", 400);
        assertThatThrownBy(() -> new GroupRequest("a", null).checkedMembers(OWNER, SETTINGS))
                .hasFieldOrPropertyWithValue("status", 400);
    }

    @Test
    void aNameIsVisibleAndOfSixtyCharactersAtMost() {
        assertThat(name("🧧".repeat(60))).hasSize(120);
        for (@Nullable
        String bad : new @Nullable String[] {null, "", "  ", "a\nb", "x".repeat(61), "\ud800", "\u200b", "\u2066a"}) {
            assertThatThrownBy(() -> name(bad)).hasFieldOrPropertyWithValue("code", "INVALID_NAME");
        }
    }

    private static String name(@Nullable String name) {
        return new GroupRequest(name, List.of()).checkedName(SETTINGS);
    }

    private static String[] numbers(long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(Long::toString).toArray(String[]::new);
    }

    private static List<Long> members(String... ids) {
        return new GroupRequest("name", new ArrayList<>(Arrays.asList(ids)))
                .checkedMembers(OWNER, SETTINGS).stream().map(UserId::value).toList();
    }
}
