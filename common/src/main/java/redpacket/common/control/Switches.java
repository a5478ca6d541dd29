package redpacket.common.control;

/** The parts that are on now. A read is cheap. */
@FunctionalInterface
public interface Switches {
    /** Whether the part is on; a switch without a decision is on. */
    boolean isOn(Switch part);
}
