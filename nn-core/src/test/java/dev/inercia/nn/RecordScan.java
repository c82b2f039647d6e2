package dev.inercia.nn;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the implementations that ship, so that a contract test can demand a row for each. */
public final class RecordScan {

    private RecordScan() {}

    /** The simple names of all records in the contract's own package that implement it. */
    public static Set<String> implementationsOf(Class<?> contract) {
        return new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages(contract.getPackageName())
                        .stream()
                        .filter(found -> found.isRecord() && found.isAssignableTo(contract))
                        .map(JavaClass::getSimpleName)
                        .collect(Collectors.toSet());
    }
}
