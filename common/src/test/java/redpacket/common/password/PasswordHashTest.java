package redpacket.common.password;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PasswordHashTest {
    @Test
    void twoSpellingsOfOnePasswordMatch() {
        PasswordHash composed = PasswordHash.of("caf\u00E9");
        assertThat(composed.matches("caf\u00E9")).isTrue();
        assertThat(composed.matches("cafe\u0301")).isTrue();
        assertThat(PasswordHash.of("cafe\u0301").matches("caf\u00E9")).isTrue();
        assertThat(composed.matches("cafe")).isFalse();
    }
}
