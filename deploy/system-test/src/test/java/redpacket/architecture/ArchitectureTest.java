package redpacket.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Checks the code against the rules, and each rule against code that breaks it. */
class ArchitectureTest {
    private static final JavaClasses MAIN = Services.main();
    private static final JavaClasses ALL = Services.all();

    @TestFactory
    Stream<DynamicTest> services() {
        return tests(new Rules(Services.PACKAGES).ofMain(), MAIN);
    }

    @TestFactory
    Stream<DynamicTest> everyModule() {
        return tests(new Rules(Services.PACKAGES).ofEveryModule(), ALL.that(mainCode()));
    }

    @TestFactory
    Stream<DynamicTest> tests() {
        JavaClasses tests = Services.tests();
        return tests(new Rules(Services.PACKAGES).ofTests(), tests);
    }

    @Test
    void packagesHaveNoCycles() throws IOException {
        Backlog.check("package-cycle", ClassRules.packageCycles(ALL.that(mainCode())));
    }

    @Test
    void mainCodeIsUsedByMainCode() throws IOException {
        Backlog.check("used-by-tests-alone", ClassRules.usedByTestsAlone(ALL, Services::isTest));
    }

    @Test
    void cyclesAndCodeForTestsAreFoundInBadCode() {
        JavaClasses badcode = Services.badcode();
        assertThat(ClassRules.packageCycles(badcode))
                .containsOnlyKeys("redpacket.badcode.earn", "redpacket.badcode.spend");
        assertThat(ClassRules.usedByTestsAlone(
                        badcode, type -> type.getSimpleName().endsWith("Check")))
                .containsOnlyKeys("redpacket.badcode.mockito.Mock", "redpacket.badcode.spend.Spend.refund");
    }

    @TestFactory
    Stream<DynamicTest> everyRuleFiresOnBadCode() {
        JavaClasses badcode = Services.badcode();
        Rules rules = new Rules(List.of("redpacket.badcode"));
        return Stream.of(rules.ofMain(), rules.ofEveryModule(), rules.ofTests())
                .flatMap(Collection::stream)
                .map(rule -> DynamicTest.dynamicTest(
                        rule.getDescription(),
                        () -> assertThat(rule.evaluate(badcode).hasViolation()).isTrue()));
    }

    @Test
    void everyExceptionThatIsListedIsNeeded() {
        Set<String> used = new TreeSet<>();
        MAIN.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(ArchitectureTest::isWithinAService)
                .forEach(dependency ->
                        used.addAll(UseCases.edges(dependency.getOriginClass(), dependency.getTargetClass())));
        List<String> idle = new ArrayList<>(UseCases.ALLOWED.keySet());
        idle.removeAll(used);
        assertThat(idle).isEmpty();
    }

    private static DescribedPredicate<JavaClass> mainCode() {
        return DescribedPredicate.not(DescribedPredicate.describe("tests", Services::isTest));
    }

    private static boolean isWithinAService(Dependency dependency) {
        String service = Services.serviceOf(dependency.getOriginClass());
        return Services.PACKAGES.contains(service) && service.equals(Services.serviceOf(dependency.getTargetClass()));
    }

    private static Stream<DynamicTest> tests(List<ArchRule> rules, JavaClasses classes) {
        return rules.stream().map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(classes)));
    }
}
