package redpacket.local.election;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GtidSetTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "a:1-5     | a:2-3     | true",
                "a:1-5     | a:4-6     | false",
                "a:1-5:7   | a:6       | false",
                "a:1-900   | a:1-5,b:1 | false",
                "a:1,b:1-9 | b:3       | true",
                "a:t:1-3   | a:1       | false",
            })
    void containmentGoesByTransactionAndNotByCount(String set, String other, boolean contains) {
        assertThat(GtidSet.parse(set).containsAll(GtidSet.parse(other))).isEqualTo(contains);
        assertThat(GtidSet.parse(set).containsAll(GtidSet.EMPTY)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a:1-9       | a:3-4:6     | a:1-2:5:7-9",
                "a:1-9,b:1   | a:1-9       | b:1",
                "a:5-9       | a:1-6:9-20  | a:7-8",
                "a:1-3:5     | c:1         | a:1-3:5",
            })
    void subtracts(String from, String removed, String rest) {
        GtidSet difference = GtidSet.parse(from).minus(GtidSet.parse(removed));
        assertThat(difference).hasToString(rest);
        assertThat(difference.union(GtidSet.parse(removed)).containsAll(GtidSet.parse(from)))
                .isTrue();
    }

    @Test
    void readsWhatMySqlWritesAndMergesWhatTouches() {
        assertThat(GtidSet.parse("\n u2:7:1-5:6,\n u1:1:x:2-3:1 ")).hasToString("u1:1,u1:x:1-3,u2:1-7");
        assertThat(GtidSet.parse("")).isEqualTo(GtidSet.EMPTY);
        assertThat(GtidSet.upTo(Map.of("0-1", 9L))).isEqualTo(GtidSet.parse("0-1:1-9"));
    }

    @Test
    void aSourceGoesWithItsTags() {
        assertThat(GtidSet.parse("u1:1-3:x:1,u10:1").without("u1")).hasToString("u10:1");
    }

    @Test
    void aReignIsRememberedWholeAndAnEarlierFileHasItsLeaderOnly(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("set-1.primary");
        ReignFile memory = new ReignFile(file, "db-1");
        assertThat(memory.last()).isEqualTo(Reign.unknown("db-1"));
        Reign reign = new Reign("db-2", "u2", GtidSet.parse("u1:1-100,u2:1"));
        memory.remember(reign);
        assertThat(memory.last()).isEqualTo(reign);
        Files.writeString(file, "db-3");
        assertThat(memory.last()).isEqualTo(Reign.unknown("db-3"));
    }
}
