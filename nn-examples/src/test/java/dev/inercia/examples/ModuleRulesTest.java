package dev.inercia.examples;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Four modules, one direction. */
class ModuleRulesTest {

    private static final String CORE = "dev.inercia.nn..";
    private static final String OPTIM = "dev.inercia.optim..";
    private static final String TRAIN = "dev.inercia.train..";
    private static final String TUNE = "dev.inercia.tune..";
    private static final String WEB = "dev.inercia.web..";
    private static final String PLOT = "dev.inercia.plot..";
    private static final String MNIST = "dev.inercia.mnist..";
    private static final String EXAMPLES = "dev.inercia.examples..";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.inercia");

    @Test
    void coreKnowsNoneOfTheOthers() {
        noClasses()
                .that()
                .resideInAPackage(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(OPTIM, TRAIN, TUNE, WEB, PLOT, MNIST, EXAMPLES)
                .check(CLASSES);
    }

    @Test
    void optimAndMnistDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAnyPackage(OPTIM, TRAIN, TUNE, WEB, PLOT)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(MNIST, EXAMPLES)
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(MNIST)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(OPTIM, TRAIN, TUNE, WEB, PLOT, EXAMPLES)
                .check(CLASSES);
    }

    @Test
    void optimizersKnowTheGroundFloorOnly() {
        noClasses()
                .that()
                .resideInAPackage(OPTIM)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(TRAIN, "dev.inercia.nn", "dev.inercia.nn.layer..", "dev.inercia.nn.data..")
                .check(CLASSES);
    }

    @Test
    void trainingDoesNotKnowWhoTunesIt() {
        noClasses()
                .that()
                .resideInAnyPackage(OPTIM, TRAIN)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(TUNE)
                .check(CLASSES);
    }

    @Test
    void serverAndPlotsKnowNothingOfTheLibrary() {
        for (String apart : List.of(WEB, PLOT)) {
            noClasses()
                    .that()
                    .resideInAPackage(apart)
                    .should()
                    .dependOnClassesThat(resideInAPackage("dev.inercia..").and(not(resideInAPackage(apart))))
                    .check(CLASSES);
        }
    }

    @Test
    void mnistKnowsDataAndShapesOnly() {
        noClasses()
                .that()
                .resideInAPackage(MNIST)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.inercia.nn", "dev.inercia.nn.layer..", "dev.inercia.nn.loss..", "org.nd4j..")
                .check(CLASSES);
    }

    @Test
    void noPackagesGoInCircles() {
        slices().matching("dev.inercia.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void librariesNeverPrint() {
        noClasses()
                .that()
                .resideOutsideOfPackage(EXAMPLES)
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .check(CLASSES);
    }
}
