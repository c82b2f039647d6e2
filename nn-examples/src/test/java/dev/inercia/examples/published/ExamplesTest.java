package dev.inercia.examples.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The Java examples in javadoc and in the READMEs compile. */
class ExamplesTest {

    private static final Path ROOT = Path.of("..");

    private static Path sources(String module) {
        return Published.module(module).resolve("src/main/java");
    }

    private static Examples examples() {
        return Examples.using(
                Published.MODULES.stream().map(ExamplesTest::sources).toList());
    }

    private static List<Path> javaFiles(String module) throws IOException {
        try (Stream<Path> files = Files.walk(sources(module))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void ofJavadocCompile() throws IOException {
        Examples examples = examples();
        for (String module : List.of("nn-core", "nn-optim", "nn-mnist", "nn-examples")) {
            for (Path file : javaFiles(module)) {
                String text = Files.readString(file);
                assertThat(text)
                        .as("%s: examples begin with <pre>{@code", file)
                        .doesNotContain("{@snippet")
                        .doesNotContainPattern("<pre>(?!(\\{@code)?\\R)");
                examples.add(ROOT.relativize(file).toString(), text);
            }
        }
        assertThat(examples.count()).isGreaterThan(60);
        assertThat(examples.errors()).isEmpty();
    }

    @Test
    void ofReadmesCompile() throws IOException {
        Examples examples = examples();
        for (String folder : List.of("", "nn-core/", "nn-optim/", "nn-mnist/", "nn-examples/")) {
            String name = folder + "README.md";
            examples.add(name, Files.readString(ROOT.resolve(name)));
        }
        assertThat(examples.count()).isGreaterThan(20);
        assertThat(examples.errors()).isEmpty();
    }

    @Test
    void areSeenWithTheirLines() throws IOException {
        Examples examples = examples();
        examples.add("A.java", """
            package dev.inercia.nn;

            /**
             * <pre>{@code
             * new Dense(3, new Tanh())     // fine
             * new Dense("3")
             * }</pre>
             */
            """);
        examples.add("b.md", """
            ```java
            /** Declared for the next. */
            record Mine() {}
            ```
            ```java
            Mine mine = new Mine();
            mine.isMissing();
            ```
            """);
        assertThat(examples.errors())
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("A.java:6: ")
                                .contains("java.lang.String cannot be converted"),
                        second -> assertThat(second).startsWith("b.md:7: ").contains("isMissing()"));
    }
}
