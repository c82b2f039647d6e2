package dev.inercia.examples.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The changelog has the version that is built, and its upgrade notes name types that were and types that are. */
class ChangelogTest {

    private static final Pattern VERSION = Pattern.compile("<version>([0-9.]+)(-SNAPSHOT)?</version>");
    private static final Pattern TYPE = Pattern.compile("`((?:nn|optim)\\.[a-z.]*[A-Z][A-Za-z.]*)`");
    private static final Pattern HEAD =
            Pattern.compile("^\\S.*?(?:class|interface|enum|record) dev\\.inercia\\.([\\w.$]+)");

    private static String text(String name) throws IOException {
        return Files.readString(Path.of("..").resolve(name));
    }

    /** The public types of the library, named as in the changelog. */
    private static Set<String> types() throws IOException {
        Set<String> types = new TreeSet<>();
        for (String module : Published.MODULES) {
            for (String line : Files.readAllLines(Published.module(module).resolve("src/main/api.txt"))) {
                Matcher head = HEAD.matcher(line);
                if (head.find()) {
                    types.add(head.group(1).replace('$', '.'));
                }
            }
        }
        return types;
    }

    private static List<String> named(String cell) {
        return TYPE.matcher(cell).results().map(found -> found.group(1)).toList();
    }

    @Test
    void hasTheVersionThatIsBuilt() throws IOException {
        Matcher version = VERSION.matcher(text("pom.xml"));
        assertThat(version.find()).isTrue();
        String heading = "## [" + version.group(1) + "] - ";
        assertThat(text("CHANGELOG.md").lines().filter(line -> line.startsWith(heading)))
                .as("'%s', with a date unless the version is a snapshot", heading)
                .hasSize(1)
                .allMatch(line -> version.group(2) != null || line.matches(".*\\d{4}-\\d\\d-\\d\\d"));
    }

    /** In tables of two columns: the first snapshot's name, and the name it has now. */
    @Test
    void saysWhatBecameOfTypes() throws IOException {
        Set<String> types = types();
        int found = 0;
        for (String line : text("CHANGELOG.md").lines().toList()) {
            String[] cells = line.split("\\|");
            if (cells.length == 3) {
                assertThat(named(cells[1])).as(line).noneMatch(types::contains);
                assertThat(named(cells[2])).as(line).allMatch(types::contains);
                found += named(cells[2]).size();
            }
        }
        assertThat(found).isGreaterThan(5);
    }
}
