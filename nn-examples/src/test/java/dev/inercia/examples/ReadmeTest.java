package dev.inercia.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README shows the examples as they are. */
class ReadmeTest {

    private static final Path ROOT = Path.of("..");

    private static String source(String example) throws IOException {
        return Files.readString(Path.of("src/main/java/dev/inercia/examples/" + example + ".java"));
    }

    private static String mainOf(String source) {
        String start = "main(String[] args) {\n";
        int from = source.indexOf(start) + start.length();
        return source.substring(from, source.indexOf("\n    }\n", from)).stripIndent();
    }

    @Test
    void beginsWithTheQuickStart() throws IOException {
        String program = source("QuickStart").replace("package dev.inercia.examples;\n\n", "");
        String readme = Files.readString(ROOT.resolve("README.md"));
        String first = readme.substring(readme.indexOf("```java\n") + "```java\n".length());
        assertThat(first).startsWith(program + "```");
    }

    @Test
    void showsTheDigitsQuickStart() throws IOException {
        assertThat(Files.readString(ROOT.resolve("README.md")))
                .contains("```java\n" + mainOf(source("DigitsQuickStart")) + "\n```");
    }

    @Test
    void showsALayerOfOnesOwn() throws IOException {
        String test = Files.readString(ROOT.resolve("nn-core/src/test/java/com/example/user/OwnLayerTest.java"));
        int from = test.indexOf("    /** A residual block, {@code y = x + tanh(x V)}");
        String layer = test.substring(from, test.indexOf("\n    }\n", from) + "\n    }".length())
                .stripIndent();
        assertThat(Files.readString(ROOT.resolve("README.md"))).contains("```java\n" + layer + "\n```");
    }

    @Test
    void theQuickStartsAreAtMostTwentyLines() throws IOException {
        assertThat(mainOf(source("QuickStart")).lines().count()).isLessThanOrEqualTo(20);
        assertThat(mainOf(source("DigitsQuickStart")).lines().count()).isLessThanOrEqualTo(20);
    }
}
