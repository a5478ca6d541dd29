package redpacket.common.control;

/** Which parts are on now. Asking costs nothing. */
@FunctionalInterface
public interface Switches {
    /** Whether the part is to be had; a switch that nobody has said anything of is on. */
    boolean isOn(Switch part);
}
