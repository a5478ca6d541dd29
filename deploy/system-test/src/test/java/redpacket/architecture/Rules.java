package redpacket.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.joining;

import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Rules over class files, each with its reason. */
final class Rules {
    private static final String TECHNICAL = ".*(Impl|Utils?|Helper|Manager|DTO|Dto|VO)(\\$.*)?";
    private static final List<String> LAYERS =
            List.of("controller", "service", "impl", "dao", "dto", "entity", "config", "exception", "util", "helper");
    /** Classes that may read the clock, each with its reason. */
    private static final String ASKS_FOR_THE_TIME = List.of(
                    // ShedLock wants the time of the request; the lease lasts by the database's clock.
                    "redpacket.common.database.Lease")
            .stream()
            .map(name -> name.replace(".", "\\."))
            .collect(joining("|"));
    /** Tests that play people, who wait as long as they are told to. */
    private static final String WAITS_AS_PEOPLE_DO = "redpacket\\.system\\.Play";

    private final String[] services;
    private final String[] models;

    Rules(List<String> services) {
        this.services = services.stream().map(name -> name + "..").toArray(String[]::new);
        this.models = services.stream().map(name -> name + ".model..").toArray(String[]::new);
    }

    /** Rules for services and for common. */
    List<ArchRule> ofMain() {
        return List.of(
                modelIsPlain(),
                useCasesKnowOnlyWhatIsListed(),
                publicTypesHaveAUser(),
                namesAreOfTheDomain(),
                packagesAreUseCases(),
                moneyIsWhole(),
                timeIsInjected(),
                chanceIsInjected(),
                settingsAreRecords(),
                outcomesAreClosed());
    }

    /** Rules for the main code of every module. */
    List<ArchRule> ofEveryModule() {
        return List.of(namesAreOfTheDomain(), commandsHoldNoClient());
    }

    /** Rules for tests. */
    List<ArchRule> ofTests() {
        return List.of(fakesAreWrittenByHand(), testsDoNotSleep(), namesAreOfTheDomain());
    }

    private ArchRule modelIsPlain() {
        String[] plain = {"java..", "org.jspecify..", "redpacket.common.id..", "redpacket.common.money.."};
        return noClasses()
                .that()
                .resideInAnyPackage(models)
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.sql..", "java.net.http..")
                        .or(com.tngtech.archunit.base.DescribedPredicate.not(
                                resideInAnyPackage(plain).or(resideInAnyPackage(models)))))
                .because("a decision about money is read and tested without a framework, a database or a wire format");
    }

    private ArchRule useCasesKnowOnlyWhatIsListed() {
        return classes()
                .that()
                .resideInAnyPackage(services)
                .should(UseCases.knowOnlyWhatIsAllowed())
                .because("use cases that call each other cannot be changed alone;"
                        + " they share the model or exchange events");
    }

    private ArchRule publicTypesHaveAUser() {
        return classes()
                .that()
                .resideInAnyPackage(services)
                .and()
                .resideOutsideOfPackages(models)
                .and()
                .arePublic()
                .and()
                .areTopLevelClasses()
                .should(UseCases.beUsedByAnotherPackage())
                .because("what is package-private can be changed by reading one package");
    }

    private static ArchRule namesAreOfTheDomain() {
        return noClasses()
                .should()
                .haveNameMatching(TECHNICAL)
                .because("such a name says how a thing is built and not what it is");
    }

    private static ArchRule commandsHoldNoClient() {
        return noClasses()
                .that()
                .resideInAnyPackage("redpacket..command..", "redpacket.loadtest")
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.net.http..", "reactor.netty.http.client..")
                        .or(nameMatching("java\\.net\\.(Http)?URLConnection")))
                .because("a command line parses arguments and prints results; other modules use the clients too");
    }

    private static ArchRule packagesAreUseCases() {
        String[] layers =
                LAYERS.stream().map(name -> "redpacket.." + name + "..").toArray(String[]::new);
        return noClasses()
                .should()
                .resideInAnyPackage(layers)
                .because("a package holds what changes together, and layers do not");
    }

    private ArchRule moneyIsWhole() {
        return classes()
                .that()
                .resideInAnyPackage("redpacket.common.money..")
                .or()
                .resideInAnyPackage(models)
                .should(ClassFiles.countInWholeNumbers())
                .because("money is whole fen: a fraction is rounded somewhere, and then a fen is made or lost");
    }

    private static ArchRule timeIsInjected() {
        return noClasses()
                .that()
                .haveNameNotMatching(ASKS_FOR_THE_TIME)
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .callMethod(java.time.LocalDateTime.class, "now")
                .because("expiry and leases are tested with a clock that the test moves;"
                        + " nanoTime measures, and is allowed");
    }

    private static ArchRule chanceIsInjected() {
        return noClasses()
                .should()
                .callConstructor(Random.class)
                .orShould()
                .callMethod(Math.class, "random")
                .because("a simulation that cannot be run again with its seed proves nothing");
    }

    private static ArchRule settingsAreRecords() {
        return classes()
                .that()
                .haveSimpleNameEndingWith("Settings")
                .should()
                .beRecords()
                .because("a setting that changes while it is used, or was never checked, bounds nothing");
    }

    private static ArchRule outcomesAreClosed() {
        return classes()
                .that()
                .haveSimpleNameEndingWith("Outcome")
                .should(ClassFiles.beSealed())
                .because("a new outcome must not compile until every edge answers it");
    }

    private static ArchRule fakesAreWrittenByHand() {
        return noClasses()
                .should()
                .dependOnClassesThat(nameMatching(".*\\.(mockito|easymock|powermock|mockk|jmockit)\\..*"))
                .because("a fake that keeps its promises finds what a script of calls does not");
    }

    private static ArchRule testsDoNotSleep() {
        return noClasses()
                .that()
                .haveNameNotMatching(WAITS_AS_PEOPLE_DO)
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", java.time.Duration.class)
                .because("a test waits for a condition: a sleep is too short on a slow day and too long on the others");
    }
}
