package redpacket.local.command;

import java.util.List;
import redpacket.local.api.PublicApi;
import redpacket.local.api.PublicApi.Answer;
import redpacket.local.stack.StateDirectory;
import tools.jackson.databind.json.JsonMapper;

/** What operators ask through the ops listener, printed as it is answered. */
final class OpsCommand {
    private final StateDirectory state;

    OpsCommand(StateDirectory state) {
        this.state = state;
    }

    int run(String command, List<String> words) {
        boolean resend = command.equals("dead-letters") && words.remove("--resend");
        if (!words.isEmpty()) {
            throw new IllegalArgumentException(
                    command + " does not know " + words.getFirst() + "; ./redpacket help shows the flags");
        }
        PublicApi api = new PublicApi(state);
        Answer answer = switch (command) {
            case "audit" -> api.ops("POST", "/ops/v1/audit", null);
            case "reconcile" -> api.ops("POST", "/ops/v1/reconciliation", null);
            default ->
                resend
                        ? api.ops("POST", "/ops/v1/dead-letters/resend", null)
                        : api.ops("GET", "/ops/v1/dead-letters", null);
        };
        System.out.println(
                JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(answer.json()));
        boolean well = answer.status() == 200
                && (!command.equals("audit") || answer.json().path("well").asBoolean())
                && (!command.equals("reconcile") || answer.number("open") == 0);
        return well ? 0 : 1;
    }
}
