package redpacket.grab.open;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds of the memory of right passwords.
 *
 * @param rememberedMax keyed hashes in memory
 * @param rememberedFor a keyed hash is in memory this long
 */
@ConfigurationProperties("redpacket.grab.password")
record PasswordSettings(
        @DefaultValue("50000") int rememberedMax,
        @DefaultValue("10m") Duration rememberedFor) {
    PasswordSettings {
        if (rememberedMax < 1 || rememberedFor.toMillis() < 1) {
            throw new IllegalArgumentException("redpacket.grab.password: every bound is positive");
        }
    }
}
