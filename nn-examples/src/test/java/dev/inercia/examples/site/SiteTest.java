package dev.inercia.examples.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The READMEs as pages of the site, before javadoc takes them in. */
class SiteTest {

    @TempDir
    private Path directory;

    /** Renders, and does what javadoc does: resolves its tag for the root, and names the overview index. */
    private List<Path> rendered() throws IOException {
        ReadmePages.main(new String[] {"..", directory.toString()});
        Files.move(directory.resolve(ReadmePages.OVERVIEW), directory.resolve("index.html"));
        List<Path> pages;
        try (Stream<Path> files = Files.walk(directory)) {
            pages = files.filter(file -> file.toString().endsWith(".html")).toList();
        }
        for (Path page : pages) {
            String up = "../".repeat(directory.relativize(page).getNameCount() - 1);
            Files.writeString(page, Files.readString(page).replace("{@docRoot}/", up));
        }
        return pages;
    }

    @Test
    void everyReadmeIsAPageAndItsLinksLeadSomewhere() throws IOException {
        List<Path> pages = rendered();
        assertThat(pages).hasSize(7);
        SiteLinks links = SiteLinks.of(directory);
        assertThat(links.broken()).isEmpty();
        assertThat(links.toString()).startsWith("7 pages, ");
        assertThat(Files.readString(directory.resolve("index.html")))
                .contains("<a href=\"dev/inercia/optim/doc-files/nn-optim.html#diagnosis\">")
                .contains("<table class=\"striped\">");
        Path pad = directory.resolve("dev/inercia/examples/doc-files/pad.png");
        assertThat(pad).hasSameBinaryContentAs(Path.of("pad.png"));
    }

    @Test
    void javadocSeesNoTagsInCode() throws IOException {
        rendered();
        String page = Files.readString(directory.resolve("dev/inercia/nn/doc-files/nn-core.html"));
        assertThat(page).contains("&#64;Override").contains("{@index \"Your own layers\" nn-core/README.md}");
        assertThat(page.replaceAll("\\{@index \"", "")).doesNotContain("@");
    }

    @Test
    void refusesALinkThatLeadsNowhere() throws IOException {
        Path root = directory.resolve("root");
        for (String source : ReadmePages.sources()) {
            Path file = root.resolve(source);
            Files.createDirectories(file.getParent());
            Files.writeString(file, source.equals("README.md") ? "# Title\n\n[gone](gone.md)\n" : "# Title\n");
        }
        assertThatThrownBy(() -> ReadmePages.main(new String[] {root.toString(), directory.toString()}))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("README.md links to gone.md");
    }

    @Test
    void findsBrokenLinks() throws IOException {
        Files.writeString(
                directory.resolve("a.html"),
                "<p id=\"here\"><a href=\"b.html#there\">b</a> <a href=\"c.html\">c</a>"
                        + "<a href=\"#here\">fine</a> <a href=\"https://example.org\">outside</a>");
        Files.writeString(directory.resolve("b.html"), "<p id=\"elsewhere\">");
        SiteLinks links = SiteLinks.of(directory);
        assertThat(links.broken())
                .containsExactlyInAnyOrder("a.html: b.html#there, which names nothing there", "a.html: c.html");
        assertThat(links).hasToString("2 pages, 3 links within them, 2 broken, 1 to elsewhere, not followed");
    }
}
