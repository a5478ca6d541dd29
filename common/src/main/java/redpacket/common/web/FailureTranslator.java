package redpacket.common.web;

import java.util.Optional;
import redpacket.common.problem.Problem;

/** The answers of a service for failures of its infrastructure, such as an unreachable database. */
@FunctionalInterface
public interface FailureTranslator {
    /** The problem to answer; empty for a failure that is a bug. */
    Optional<Problem> translate(Exception failure);
}
