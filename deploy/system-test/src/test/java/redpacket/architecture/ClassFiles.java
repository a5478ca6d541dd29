package redpacket.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.util.stream.Stream;

/** What ArchUnit does not tell of a class file. */
final class ClassFiles {
    private ClassFiles() {}

    /** A closed set: an enum, or an interface that names all of its kinds. */
    static ArchCondition<JavaClass> beSealed() {
        return new ArchCondition<>("be sealed interfaces or enums") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean sealed = read(type)
                        .findAttribute(Attributes.permittedSubclasses())
                        .isPresent();
                if (!type.isEnum() && !(type.isInterface() && sealed)) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " is open to new kinds"));
                }
            }
        };
    }

    /** Fields, signatures, and every instruction of every method. */
    static ArchCondition<JavaClass> countInWholeNumbers() {
        return new ArchCondition<>("count in whole numbers") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                ClassModel model = read(type);
                Stream<String> descriptors = Stream.concat(
                        model.fields().stream().map(field -> field.fieldType().stringValue()),
                        model.methods().stream()
                                .map(method -> method.methodType().stringValue()));
                boolean named = descriptors.anyMatch(ClassFiles::isFraction);
                if (named || model.methods().stream().anyMatch(ClassFiles::computesFractions)) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " computes with fractions"));
                }
            }
        };
    }

    private static boolean isFraction(String descriptor) {
        String primitives = descriptor.replaceAll("L[^;]+;", "");
        return primitives.matches(".*[DF].*") || descriptor.matches(".*Ljava/(lang/(Double|Float)|math/BigDecimal);.*");
    }

    private static boolean computesFractions(MethodModel method) {
        return method.code().stream()
                .flatMap(code -> code.elementStream())
                .filter(Instruction.class::isInstance)
                .map(element -> ((Instruction) element).opcode().name())
                .anyMatch(
                        name -> name.matches("[DF](LOAD|STORE|CONST|ADD|SUB|MUL|DIV|REM|NEG|CMP|RETURN|2).*|.*2[DF]"));
    }

    private static ClassModel read(JavaClass type) {
        try (InputStream bytes = type.getSource().orElseThrow().getUri().toURL().openStream()) {
            return ClassFile.of().parse(bytes.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("the class file of " + type.getName() + " cannot be read", e);
        }
    }
}
