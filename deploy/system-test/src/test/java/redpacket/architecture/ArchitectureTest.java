package redpacket.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The code has the shape that the rules say, and every rule can fire. */
class ArchitectureTest {
    private static final JavaClasses MAIN = Services.main();

    @TestFactory
    Stream<DynamicTest> services() {
        return tests(new Rules(Services.PACKAGES).ofMain(), MAIN);
    }

    @TestFactory
    Stream<DynamicTest> tests() {
        JavaClasses tests = Services.tests();
        return tests(new Rules(Services.PACKAGES).ofTests(), tests);
    }

    @TestFactory
    Stream<DynamicTest> everyRuleFiresOnBadCode() {
        JavaClasses badcode = Services.badcode();
        Rules rules = new Rules(List.of("redpacket.badcode"));
        return Stream.of(rules.ofMain(), rules.ofTests())
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

    private static boolean isWithinAService(Dependency dependency) {
        String service = Services.serviceOf(dependency.getOriginClass());
        return Services.PACKAGES.contains(service) && service.equals(Services.serviceOf(dependency.getTargetClass()));
    }

    private static Stream<DynamicTest> tests(List<ArchRule> rules, JavaClasses classes) {
        return rules.stream().map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(classes)));
    }
}
