package redpacket.packet.send;

/** What may go wrong around a step of the saga; a test decides. */
interface Trouble {
    Trouble NONE = new Trouble() {};

    /** May throw instead of the step. */
    default void before(Step step) {}

    /** May throw although the step has been taken. */
    default void after(Step step) {}

    enum Step {
        ADD,
        FIND,
        CHARGE,
        ACTIVATE,
        VOID,
        CANCEL
    }

    /** The process dies: nothing catches it. */
    final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }
}
