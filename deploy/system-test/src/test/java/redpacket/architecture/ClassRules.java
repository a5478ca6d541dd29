package redpacket.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Rules over the class files of all modules at once. Each returns its violations by subject. */
final class ClassRules {
    private ClassRules() {}

    /** Packages that reach themselves through other packages: they can be read, tested and changed only together. */
    static Map<String, List<String>> packageCycles(JavaClasses classes) {
        Map<String, Map<String, String>> edges = new TreeMap<>();
        for (JavaClass type : classes) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String from = type.getPackageName();
                String to = dependency.getTargetClass().getBaseComponentType().getPackageName();
                if (!from.equals(to) && to.startsWith("redpacket.")) {
                    edges.computeIfAbsent(from, ignored -> new TreeMap<>())
                            .putIfAbsent(to, dependency.getDescription());
                }
            }
        }
        Map<String, List<String>> found = new TreeMap<>();
        edges.forEach((from, targets) -> targets.forEach((to, example) -> {
            if (reachable(edges, to).contains(from)) {
                found.computeIfAbsent(from, ignored -> new ArrayList<>()).add(example);
            }
        }));
        return found;
    }

    private static Set<String> reachable(Map<String, Map<String, String>> edges, String start) {
        Set<String> seen = new TreeSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(start));
        while (!next.isEmpty()) {
            String from = next.pop();
            if (seen.add(from)) {
                next.addAll(edges.getOrDefault(from, Map.of()).keySet());
            }
        }
        return seen;
    }

    /** Types and methods of main code that tests use and main code does not: production carries them for nothing. */
    static Map<String, List<String>> usedByTestsAlone(JavaClasses classes, Predicate<JavaClass> isTest) {
        Map<String, List<String>> found = new TreeMap<>();
        for (JavaClass type : classes) {
            if (isTest.test(type) || isGenerated(type)) {
                continue;
            }
            List<JavaClass> users = users(type);
            if (type.isTopLevelClass() && !isStarted(type) && isAlone(users, isTest)) {
                found.put(type.getName(), names(users));
                continue;
            }
            for (JavaMethod method : type.getMethods()) {
                List<JavaClass> callers = method.getAccessesToSelf().stream()
                        .map(JavaAccess::getOriginOwner)
                        .toList();
                if (isAlone(callers, isTest) && isCalledByName(method)) {
                    found.put(type.getName() + "." + method.getName(), names(callers));
                }
            }
        }
        return found;
    }

    /** Has annotations, by which a framework finds it, or a main method. */
    private static boolean isStarted(JavaClass type) {
        return !type.getAnnotations().isEmpty()
                || type.tryGetMethod("main", String[].class).isPresent();
    }

    private static boolean isGenerated(JavaClass type) {
        return type.isAnonymousClass()
                || type.getSimpleName().isEmpty()
                || type.getName().endsWith("package-info");
    }

    /** Classes outside the type and its nested types. */
    private static List<JavaClass> users(JavaClass type) {
        return type.getPackage().getClasses().stream()
                .filter(it -> it.equals(type) || it.getName().startsWith(type.getName() + "$"))
                .map(JavaClass::getDirectDependenciesToSelf)
                .flatMap(Collection::stream)
                .map(Dependency::getOriginClass)
                .filter(origin -> !origin.equals(type) && !origin.getName().startsWith(type.getName() + "$"))
                .toList();
    }

    private static boolean isAlone(List<JavaClass> users, Predicate<JavaClass> isTest) {
        return !users.isEmpty() && users.stream().allMatch(isTest);
    }

    private static List<String> names(List<JavaClass> users) {
        return users.stream()
                .map(JavaClass::getName)
                .distinct()
                .sorted()
                .limit(3)
                .toList();
    }

    /** Not by a framework, which finds annotated methods, and not through a supertype. */
    private static boolean isCalledByName(JavaMethod method) {
        JavaClass owner = method.getOwner();
        boolean isAccessor = owner.isRecord() && method.getRawParameterTypes().isEmpty();
        boolean isOfEnum = owner.isEnum() && method.getModifiers().contains(JavaModifier.STATIC);
        return method.getAnnotations().isEmpty()
                && !isAccessor
                && !isOfEnum
                && Stream.concat(owner.getAllRawInterfaces().stream(), owner.getAllRawSuperclasses().stream())
                        .noneMatch(supertype -> declares(supertype, method));
    }

    private static boolean declares(JavaClass supertype, JavaMethod method) {
        if (supertype.getName().startsWith("redpacket.")) {
            return supertype.getMethods().stream().anyMatch(it -> it.getName().equals(method.getName()));
        }
        if (!supertype.getName().startsWith("java.")) {
            // A library's type, whose methods are not known here.
            return true;
        }
        try {
            return Arrays.stream(Class.forName(supertype.getName()).getMethods())
                    .anyMatch(it -> it.getName().equals(method.getName()));
        } catch (ClassNotFoundException e) {
            return true;
        }
    }
}
