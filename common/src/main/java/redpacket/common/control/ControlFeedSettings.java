package redpacket.common.control;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a process follows the control document.
 *
 * @param pollEvery pause between two questions to packet-service
 * @param answerTimeout of one question
 * @param file that keeps the last document, so that a start without packet-service knows it; not set, nothing
 *     is kept
 */
@ConfigurationProperties("redpacket.control")
public record ControlFeedSettings(
        @DefaultValue("500ms") Duration pollEvery,
        @DefaultValue("400ms") Duration answerTimeout,
        @Nullable Path file) {
    public ControlFeedSettings {
        if (pollEvery.toMillis() < 1 || answerTimeout.toMillis() < 1) {
            throw new IllegalArgumentException("redpacket.control: poll-every and answer-timeout are 1 ms or more");
        }
    }
}
