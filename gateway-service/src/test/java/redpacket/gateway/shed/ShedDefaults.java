package redpacket.gateway.shed;

import java.util.Map;
import redpacket.gateway.SettingsBinding;

/** The default settings. */
final class ShedDefaults {
    static final String PREFIX = "redpacket.gateway.shed";
    static final ShedSettings SETTINGS = SettingsBinding.bind(PREFIX, ShedSettings.class, Map.of());

    private ShedDefaults() {}
}
