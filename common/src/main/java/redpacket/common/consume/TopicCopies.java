package redpacket.common.consume;

import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Keeps what a topic says. A method that throws is called again with the same arguments, without end. */
@FunctionalInterface
public interface TopicCopies {
    /** Keeps the records; one may come more than once, and an older one after a newer one. */
    void write(Iterable<ConsumerRecord<String, String>> records) throws InterruptedException;

    /** The partitions of which nothing is kept, or nothing any more. They are read again from their beginning. */
    default Set<Integer> missing(Set<Integer> partitions) throws InterruptedException {
        return Set.of();
    }

    /** The partition is read from its beginning from now on, and is not missing until its copies are lost again. */
    default void begun(int partition) throws InterruptedException {}
}
