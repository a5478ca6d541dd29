package redpacket.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which packages of a service may know of which others: each of them with its reason. */
final class UseCases {
    /** From package to package, "*" for all; model is everybody's. */
    static final Map<String, String> ALLOWED = allowed();

    /** Public types whose users a service's class files do not show. */
    static final Map<String, String> PUBLIC_FOR_OTHERS = Map.of(
            "redpacket.gateway.answer.CountAnswers",
            "the edge uses constants of it, which the compiler copies",
            "redpacket.gateway.operate.OpsListener",
            "tests of the whole gateway ask it for its port");

    private UseCases() {}

    private static Map<String, String> allowed() {
        Map<String, String> edges = new TreeMap<>();
        edges.put("account.* -> shard", "where a user's rows are: a plain place, not a use case");
        edges.put("packet.* -> set", "the sets' databases and their workers: a plain place, not a use case");
        edges.put("packet.campaign -> lane", "both end packets through the port to their lanes in grab-service");
        edges.put("packet.expire -> lane", "both end packets through the port to their lanes in grab-service");
        edges.put("packet.group -> people", "the port to notify-service, which profiles use too");
        edges.put("packet.profile -> people", "the port to notify-service, which groups use too");
        edges.put("packet.view -> people", "the port to notify-service, for the thanks of openers");
        edges.put("grab.* -> ended", "the port to the memory of ended packets");
        edges.put("grab.open -> lane", "an open is a request in its packet's lane");
        edges.put("grab.open -> password", "tries are counted before a password is compared");
        edges.put("grab.password -> lane", "tries are counted in the Redis of the packet's set");
        edges.put("notification.* -> store", "the inbox and first answers to keys: one transaction with the use case");
        edges.put("notification.* -> packet", "the port to packet-service: shares and thanks ask it");
        edges.put("gateway.* -> answer", "how the edge refuses and answers: every filter writes through it");
        edges.put("gateway.* -> admit", "filters stand behind the edge and take its order and its body");
        edges.put("gateway.admit -> address", "the rate of an address is limited before the token is read");
        edges.put("gateway.admit -> identify", "the edge's steps in order: one of them is the token");
        edges.put("gateway.admit -> describe", "pages that need no token");
        edges.put("gateway.forward -> ended", "an ended packet is answered instead of forwarded");
        edges.put("gateway.forward -> locate", "a pool, a bulkhead and a breaker belong to the instances of a service");
        edges.put("gateway.* -> shed", "a call is counted while it is forwarded, and a switch-off lowers the bar");
        edges.put("gateway.operate -> describe", "the operators' listener has its own page");
        edges.put("gateway.operate -> listen", "the operators' listener is a second listener");
        return edges;
    }

    static ArchCondition<JavaClass> knowOnlyWhatIsAllowed() {
        return new ArchCondition<>("know only the packages that are listed") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    JavaClass target = dependency.getTargetClass().getBaseComponentType();
                    if (Services.serviceOf(target).equals(Services.serviceOf(type)) && !isAllowed(type, target)) {
                        events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static boolean isAllowed(JavaClass type, JavaClass target) {
        String from = Services.useCaseOf(type);
        String to = Services.useCaseOf(target);
        return from.isEmpty()
                || from.equals(to)
                || to.equals("model")
                || edges(type, target).stream().anyMatch(ALLOWED::containsKey);
    }

    static List<String> edges(JavaClass type, JavaClass target) {
        String service = Services.serviceOf(type).substring("redpacket.".length());
        String to = Services.useCaseOf(target);
        return List.of(service + "." + Services.useCaseOf(type) + " -> " + to, service + ".* -> " + to);
    }

    /** Public only where another package of the service needs it: what nobody else uses is nobody else's. */
    static ArchCondition<JavaClass> beUsedByAnotherPackage() {
        return new ArchCondition<>("be used by another package of their service") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!isUsed(type) && !isMain(type) && !PUBLIC_FOR_OTHERS.containsKey(type.getName())) {
                    events.add(SimpleConditionEvent.violated(
                            type, type.getName() + " is public, and no other package uses it"));
                }
            }
        };
    }

    /** Itself or what it nests. */
    private static boolean isUsed(JavaClass type) {
        return type.getPackage().getClasses().stream()
                .filter(it -> it.equals(type) || it.getName().startsWith(type.getName() + "$"))
                .flatMap(it -> it.getDirectDependenciesToSelf().stream())
                .map(Dependency::getOriginClass)
                .anyMatch(origin -> !origin.getPackageName().equals(type.getPackageName()));
    }

    private static boolean isMain(JavaClass type) {
        return type.tryGetMethod("main", String[].class)
                .map(method -> method.getModifiers().contains(JavaModifier.STATIC))
                .orElse(false);
    }
}
