package redpacket.account.correct;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The corrections that operators asked for. */
interface Corrections {
    /** The correction under the same operator and key: this one, or an earlier one. */
    Correction keepFirst(Correction correction);

    Optional<Correction> find(String correctionId);

    /** PENDING → APPLIED; an applied one stays as it is. */
    void applied(String correctionId, long operator, Instant at);

    /** Newest first. */
    List<Correction> newest(int limit);
}
