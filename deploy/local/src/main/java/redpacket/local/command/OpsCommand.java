package redpacket.local.command;

import java.util.function.Predicate;
import redpacket.local.api.PublicApi;
import redpacket.local.api.PublicApi.Answer;
import redpacket.local.stack.StateDirectory;
import tools.jackson.databind.json.JsonMapper;

/** Asks the operators' API and prints its answer. Exit code 1 means that the answer shows a problem. */
final class OpsCommand {
    private final PublicApi api;

    OpsCommand(StateDirectory state) {
        this.api = new PublicApi(state);
    }

    int audit() {
        return show(
                api.ops("POST", "/ops/v1/audit", null),
                answer -> answer.json().path("well").asBoolean());
    }

    int reconcile() {
        return show(api.ops("POST", "/ops/v1/reconciliation", null), answer -> answer.number("open") == 0);
    }

    int deadLetters(boolean resend) {
        return show(
                resend
                        ? api.ops("POST", "/ops/v1/dead-letters/resend", null)
                        : api.ops("GET", "/ops/v1/dead-letters", null),
                answer -> true);
    }

    private static int show(Answer answer, Predicate<Answer> isGood) {
        System.out.println(
                JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(answer.json()));
        return answer.status() == 200 && isGood.test(answer) ? 0 : 1;
    }
}
