package dev.inercia.nn;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The house as the architecture draws it: floor above floor, and only the ground floor touches the ground. */
class ArchitectureRulesTest {

    private static final String ROOT = "dev.inercia.nn";

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    /** Which packages of the library each package may import. A package without a row fails. */
    private static final Map<String, List<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("", List.of("metric", "layer", "loss", "activation", "init", "data", "io", "tensor", "check")),
            Map.entry("onnx", List.of("", "layer", "activation", "init", "io", "tensor", "check")),
            Map.entry("metric", List.of("activation", "data", "tensor", "check")),
            Map.entry("layer", List.of("activation", "init", "data", "tensor", "check")),
            Map.entry("loss", List.of("activation", "tensor", "check")),
            Map.entry("activation", List.of("data", "tensor", "check")),
            Map.entry("init", List.of("tensor", "check")),
            Map.entry("data", List.of("tensor", "check")),
            Map.entry("io", List.of("tensor", "check")),
            Map.entry("tensor", List.of("check")),
            Map.entry("data.csv", List.of("data", "check")),
            Map.entry("check", List.of()));

    private static String fullName(String name) {
        return name.isEmpty() ? ROOT : ROOT + "." + name;
    }

    static Stream<String> packages() {
        return CORE.stream()
                .map(type -> type.getPackageName().substring(ROOT.length()).replaceFirst("^\\.", ""))
                .distinct()
                .sorted();
    }

    @Test
    void looksAtTheWholeModule() {
        assertThat(packages()).containsExactlyInAnyOrderElementsOf(MAY_IMPORT.keySet());
        assertThat(CORE).hasSizeGreaterThan(70);
    }

    @ParameterizedTest(name = "dev.inercia.nn {0}")
    @MethodSource("packages")
    void importsOnlyPackagesBelow(String name) {
        String[] allowed = Stream.concat(Stream.of(name), MAY_IMPORT.get(name).stream())
                .map(ArchitectureRulesTest::fullName)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(fullName(name))
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.inercia..").and(not(resideInAnyPackage(allowed))))
                .check(CORE);
    }

    @Test
    void hasNoCycles() {
        slices().matching("dev.inercia.(**)").should().beFreeOfCycles().check(CORE);
    }

    @Test
    void touchesMemoryAndBlasOnTheGroundFloorOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage(fullName("tensor"))
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.bytedeco..", "com.sun.jna..", "sun.misc.."))
                .orShould()
                .callMethod(ByteBuffer.class, "allocateDirect", int.class)
                .check(CORE);
        // The bytes of a file are buffers too, but of the heap.
        noClasses()
                .that()
                .resideOutsideOfPackages(fullName("tensor"), fullName("io"))
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.nio"))
                .check(CORE);
    }

    @Test
    void printsNothing() {
        noClasses().should(ACCESS_STANDARD_STREAMS).check(CORE);
    }

    @Test
    void doesNotUseJavaSerialization() {
        noClasses()
                .that(not(DescribedPredicate.describe("are enums or records", c -> c.isEnum() || c.isRecord())))
                .should()
                .implement(Serializable.class)
                .check(CORE);
        noClasses()
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are part of Java serialisation",
                        c -> c.getName().matches("java\\.io\\.(Object(In|Out)putStream.*|Externalizable)")))
                .check(CORE);
    }

    @Test
    void knowsNothingAbove() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("dev.inercia..").and(not(resideInAnyPackage(ROOT, ROOT + ".."))))
                .check(CORE);
    }

    @Test
    void needsOnlyNd4jAndALogger() {
        String[] allowed = {"java..", "dev.inercia.nn..", "org.nd4j..", "org.slf4j", "org.bytedeco..", "com.sun.jna.."};
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(fullName("data.csv") + ".FastCsv")
                .should()
                .dependOnClassesThat(not(resideInAnyPackage(allowed)))
                .check(CORE);
        // The one exception: an optional library reads CSV.
        noClasses()
                .that()
                .haveFullyQualifiedName(fullName("data.csv") + ".FastCsv")
                .should()
                .dependOnClassesThat(not(resideInAnyPackage("java..", "dev.inercia.nn..", "de.siegmar.fastcsv..")))
                .check(CORE);
    }

    @Test
    void isMadeOfInterfacesAndFinalTypes() {
        DescribedPredicate<JavaClass> finished = DescribedPredicate.describe(
                "an interface, a record, an enum or a final class",
                type -> type.isInterface()
                        || type.isRecord()
                        || type.isEnum()
                        || type.getModifiers().contains(JavaModifier.FINAL));
        classes()
                .that(DescribedPredicate.describe(
                        "have a name of their own",
                        type -> !type.isAnonymousClass()
                                && !type.isLocalClass()
                                && !type.getSimpleName().equals("package-info")))
                .should(be(finished))
                .check(CORE);
    }
}
