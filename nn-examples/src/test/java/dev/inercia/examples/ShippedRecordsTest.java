package dev.inercia.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What all public records of the library's modules have in common, so that a file can contain any of them. */
class ShippedRecordsTest {

    private static final JavaClasses LIBRARY = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(
                    "dev.inercia.nn",
                    "dev.inercia.optim",
                    "dev.inercia.train",
                    "dev.inercia.tune",
                    "dev.inercia.mnist");

    private static List<JavaClass> records() {
        return LIBRARY.stream()
                .filter(type -> type.isRecord() && type.getModifiers().contains(JavaModifier.PUBLIC))
                .toList();
    }

    /** Files tell records apart by their simple names. Nested ones, such as a curve's points, are in no file. */
    @Test
    void haveNamesOfTheirOwn() {
        Map<String, List<String>> byName = records().stream()
                .filter(JavaClass::isTopLevelClass)
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName,
                        TreeMap::new,
                        Collectors.mapping(JavaClass::getName, Collectors.toList())));
        assertThat(byName).hasSizeGreaterThan(80);
        assertThat(byName.values()).allSatisfy(names -> assertThat(names).hasSize(1));
    }

    /** An array can be written to by whoever has it, and equals nothing but itself. */
    @Test
    void copyTheirArraysAndCompareThemByContent() {
        List<JavaClass> withArrays = records().stream()
                .filter(type -> type.getFields().stream()
                        .anyMatch(field -> field.getRawType().isArray()))
                .toList();
        for (JavaClass type : withArrays) {
            for (String method : List.of("clone", "equals", "hashCode")) {
                assertThat(type.getMethodCallsFromSelf())
                        .as("%s of the arrays of %s", method, type.getName())
                        .anyMatch(call -> call.getName().equals(method)
                                && (call.getTargetOwner().isArray()
                                        || call.getTargetOwner().getName().equals("java.util.Arrays")));
            }
        }
    }
}
