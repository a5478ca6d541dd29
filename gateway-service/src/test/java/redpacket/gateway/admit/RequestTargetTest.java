package redpacket.gateway.admit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTargetTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/?code=a&state=b",
                "/v1/wallet",
                "/v1/wallet?limit=1",
                "/docs",
                "/v1/packets/Ab-_9/grab",
                "/v1?/../%2e"
            })
    void takesAPathWithOneSpelling(String target) {
        assertThat(RequestTarget.isCanonicalPath(target)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v1",
                "//",
                "/v1/",
                "/v1//a",
                "/v1/?a",
                "/v1/a%41",
                "/v1/.",
                "/v1/..",
                "/a.b",
                "/a;b",
                "/a\\b",
                "/a b",
                "/a\u0000",
                "/\u00e9",
                "/a:b",
                "*",
                "?a",
                "http://h/a",
                "/a#b"
            })
    void refusesEveryOther(String target) {
        assertThat(RequestTarget.isCanonicalPath(target)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a", "/a?", "/a?b=c&d=%2F", "/a?b=c?d/e:@", "/a?b='x'(1)*+,;~!$-._"})
    void takesAWellFormedQuery(String target) {
        assertThat(RequestTarget.isWellFormedQuery(target)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a?%",
                "/a?%1",
                "/a?%zz",
                "/a?%\uff11\uff11",
                "/a?|",
                "/a?a b",
                "/a?#",
                "/a?[",
                "/a?\u00e9",
                "/a?\""
            })
    void refusesAMalformedQuery(String target) {
        assertThat(RequestTarget.isWellFormedQuery(target)).isFalse();
    }
}
