package dev.inercia.examples.report.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a browser shows it, where there is one. */
class BrowserTest {

    private static final List<String> BROWSERS = List.of("google-chrome", "chromium", "chromium-browser");
    private static final long SECONDS = 60;

    /** Opens the page as wide as a screen and as wide as a phone, and says of each what it finds. */
    private static final String FRAMES = """
            <!DOCTYPE html>
            <iframe src="alone/index.html" style="width: 1200px; height: 800px"></iframe>
            <iframe src="alone/index.html" style="width: 390px; height: 800px"></iframe>
            <p></p>
            <script>
              onload = () => {
                document.querySelector("p").textContent = [...document.querySelectorAll("iframe")].map(frame => {
                  const page = frame.contentDocument;
                  const plots = [...page.querySelectorAll("svg.plot")];
                  const shown = plots.filter(plot => plot.getBoundingClientRect().width > 0);
                  const widths = new Set(shown.map(plot => plot.viewBox.baseVal.width));
                  const cut = shown.flatMap(plot => [...plot.querySelectorAll("text")].filter(text => {
                    const box = text.getBBox();
                    return box.x < 0 || box.x + box.width > plot.viewBox.baseVal.width;
                  }));
                  const root = page.documentElement;
                  return shown.length + " of " + plots.length + " plots, " + [...widths] + " wide, texts cut: "
                      + (cut.map(text => text.textContent).join(", ") || "none") + ", page "
                      + (root.scrollWidth > root.clientWidth ? "too wide" : "fits");
                }).join("; ");
              };
            </script>
            """;

    @TempDir
    private Path directory;

    @Test
    void plotsAreShownInTheWidthOfTheScreenAndNothingIsCut() throws Exception {
        String browser = browser().orElse(null);
        assumeTrue(browser != null, "No browser to open the page with: none of " + BROWSERS + " runs here");
        Path all = directory.resolve("all");
        ReportFiles.write(MadeUpReport.report(), all);
        // The page alone, to see that it needs none of the other files.
        Path page = Files.createDirectories(directory.resolve("alone")).resolve("index.html");
        Files.copy(all.resolve("index.html"), page);
        assertThat(seen(browser))
                .isEqualTo("4 of 8 plots, 940 wide, texts cut: none, page fits;"
                        + " 4 of 8 plots, 400 wide, texts cut: none, page fits");

        Files.writeString(page, Files.readString(page).replace(">max |z|<", ">" + "max |z| ".repeat(10) + "<"));
        assertThat(seen(browser))
                .as("with a title that is too long for a narrow plot")
                .isEqualTo("4 of 8 plots, 940 wide, texts cut: none, page fits;"
                        + " 4 of 8 plots, 400 wide, texts cut: " + "max |z| ".repeat(10) + ", page fits");
    }

    private String seen(String browser) throws IOException, InterruptedException {
        // Not in the directory of the test, which is deleted at once: a browser's helpers may outlive it a little.
        Path profile = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "browser-profile");
        Path frames = Files.writeString(directory.resolve("frames.html"), FRAMES);
        String dom = output(
                browser,
                "--headless",
                // Its sandbox refuses to run as root; it opens nothing but our own page.
                "--no-sandbox",
                "--disable-gpu",
                "--allow-file-access-from-files",
                "--user-data-dir=" + profile,
                "--dump-dom",
                frames.toUri().toString());
        return Jsoup.parse(dom).select("p").text();
    }

    /** The first that is installed; a command may be there that only says how to install it. */
    private Optional<String> browser() throws IOException, InterruptedException {
        for (String browser : BROWSERS) {
            try {
                if (!output(browser, "--version").isBlank()) {
                    return Optional.of(browser);
                }
            } catch (IOException e) {
                // Not installed.
            }
        }
        return Optional.empty();
    }

    /** What a command prints, empty if it fails. */
    private String output(String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(directory, "output", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS))
                    .as("%s ends within %d s", command[0], SECONDS)
                    .isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return process.exitValue() == 0 ? Files.readString(output) : "";
    }
}
