package redpacket.common.web;

import java.util.Optional;
import redpacket.common.problem.Problem;

/** What a service answers for failures of its own infrastructure, such as a database that cannot be reached. */
@FunctionalInterface
public interface FailureTranslator {
    /** The problem to answer; empty for a failure that is a bug. */
    Optional<Problem> translate(Exception failure);
}
