package redpacket.gateway.ended;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmptyBodyTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "{}", " {\r\n\t} "})
    void saysNothing(String body) {
        assertThat(EmptyBody.is(body.getBytes(StandardCharsets.UTF_8))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "{", "}", "}{", "{}}", "{{}", "{{}}", "{}{}", "[]", "null", "{\"a\":1}", "{}x", "0"})
    void saysSomething(String body) {
        assertThat(EmptyBody.is(body.getBytes(StandardCharsets.UTF_8))).isFalse();
    }
}
