package dev.inercia.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The READMEs show programs that are compiled and run elsewhere, word by word, and their links lead somewhere. */
class ReadmeTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

    private static String text(String path) throws IOException {
        return Files.readString(ROOT.resolve(path));
    }

    private static String source(String example) throws IOException {
        return text("nn-examples/src/main/java/dev/inercia/examples/" + example + ".java");
    }

    private static String mainOf(String source) {
        return block(source, "main(String[] args) {\n", false);
    }

    /** The part of a class from this text up to the end of the member it begins. */
    private static String block(String source, String start, boolean withStart) {
        int at = source.indexOf(start);
        assertThat(at).as("where '%s' is", start).isNotNegative();
        int from = withStart ? at : at + start.length();
        int end = source.indexOf("\n    }\n", from);
        return source.substring(from, withStart ? end + "\n    }".length() : end)
                .stripIndent();
    }

    private static String java(String program) {
        return "```java\n" + program + "\n```";
    }

    @Test
    void beginsWithTheQuickStart() throws IOException {
        String program = source("QuickStart").replace("package dev.inercia.examples;\n\n", "");
        String readme = text("README.md");
        String first = readme.substring(readme.indexOf("```java\n") + "```java\n".length());
        assertThat(first).startsWith(program + "```");
    }

    @Test
    void showsTheDigitsQuickStart() throws IOException {
        assertThat(text("README.md")).contains(java(mainOf(source("DigitsQuickStart"))));
    }

    @Test
    void showsAFolderOfPicturesInFifteenLines() throws IOException {
        String program = block(source("PictureFolder"), "void run(Path folder, Path picture) {\n", false);
        assertThat(text("nn-mnist/README.md")).contains(java(program));
        assertThat(program.lines().count()).isLessThanOrEqualTo(15);
    }

    /** A user's classes in the tests of a module, and where they begin. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        nn-core  | OwnLayerTest     | '    /** A gate,'
        nn-core  | OwnCompositeTest | '    /** Two layers on one input,'
        nn-optim | LoopByHandTest   | '    /** Trains without a trainer. */'
        nn-optim | OwnOptimizerTest | '    /** Momentum of which only the sign counts. */'
        """)
    void showsWhatAUserWrites(String module, String test, String start) throws IOException {
        String source = text(module + "/src/test/java/com/example/user/" + test + ".java");
        assertThat(text(module + "/README.md")).contains(java(block(source, start, true)));
    }

    @Test
    void showsAPageOfATraining() throws IOException {
        String source = text("nn-optim/src/test/java/com/example/user/LookAtTrainingTest.java");
        String program = block(source, "static void look(Dataset data, Path directory) throws IOException {\n", false);
        assertThat(text("nn-optim/README.md")).contains(java(program));
    }

    @Test
    void theQuickStartsAreAtMostTwentyLines() throws IOException {
        assertThat(mainOf(source("QuickStart")).lines().count()).isLessThanOrEqualTo(20);
        assertThat(mainOf(source("DigitsQuickStart")).lines().count()).isLessThanOrEqualTo(20);
    }

    @Test
    void isAFrontDoor() throws IOException {
        assertThat(text("README.md").lines().count()).isLessThanOrEqualTo(150);
    }

    /** Links to files of the repository, and to headings in them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "CHANGELOG.md",
                "nn-core/README.md",
                "nn-optim/README.md",
                "nn-mnist/README.md",
                "nn-examples/README.md"
            })
    void linksLeadSomewhere(String name) throws IOException {
        Path file = ROOT.resolve(name);
        Matcher links = LINK.matcher(Files.readString(file));
        int found = 0;
        while (links.find()) {
            String link = links.group(1);
            if (link.startsWith("http")) {
                continue;
            }
            found++;
            int hash = link.indexOf('#');
            String path = hash < 0 ? link : link.substring(0, hash);
            Path target = path.isEmpty() ? file : file.resolveSibling(path);
            assertThat(target).as(link).exists();
            if (hash >= 0) {
                assertThat(anchors(Files.readString(target))).as(link).contains(link.substring(hash + 1));
            }
        }
        assertThat(found).isPositive();
    }

    /** As GitHub names headings: lower case, hyphens for blanks, nothing else but letters and digits. */
    private static List<String> anchors(String markdown) {
        List<String> anchors = new ArrayList<>();
        Matcher headings = HEADING.matcher(markdown);
        while (headings.find()) {
            anchors.add(headings.group(1)
                    .toLowerCase(java.util.Locale.ROOT)
                    .replaceAll("[^a-z0-9 -]", "")
                    .replace(' ', '-'));
        }
        return anchors;
    }
}
