package dev.inercia.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** Bars, counts, axes of one's own, labels at the ends of lines, and files. */
class PlotTest {

    private static final BarPlot BARS = new BarPlot(
            "bars",
            "Median time",
            List.of(new BarPlot.Group(
                    "A. train",
                    List.of(new BarPlot.Bar("ours", 10, "10 us"), new BarPlot.Bar("another <one>", 40, "40 us")))));

    private static Element parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)))
                .getDocumentElement();
    }

    private static List<String> all(String svg, String pattern) {
        List<String> found = new ArrayList<>();
        Matcher matcher = Pattern.compile(pattern).matcher(svg);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static Line line(String label, int style, double... y) {
        return new Line(
                label,
                style,
                false,
                DoubleStream.iterate(1, x -> x + 1).limit(y.length).toArray(),
                y);
    }

    private static LinePlot plot(Axis x, Axis y, Line... lines) {
        return new LinePlot("plot", "A plot", x, y, List.of(lines));
    }

    private static LinePlot plot(Line... lines) {
        return plot(Axis.linear("epoch"), Axis.linear(""), lines);
    }

    private static CountsPlot counts(int[][] counts, String... labels) {
        return new CountsPlot("counts", "Test rows", "actual", "predicted", List.of(labels), counts);
    }

    // Bars

    @Test
    void barsAreAsLongAsTheirValues() throws Exception {
        String svg = BARS.svg();
        parse(svg);
        double first = Double.parseDouble(
                all(svg, "class=\"f0\"[^>]* width=\"([^\"]*)\"").get(0));
        double second = Double.parseDouble(
                all(svg, "class=\"other\"[^>]* width=\"([^\"]*)\"").get(0));
        assertThat(second / first).isBetween(3.99, 4.01);
        assertThat(BARS.description()).isEqualTo("Median time. A. train: ours 10 us; another <one> 40 us.");
        assertThatThrownBy(() -> new BarPlot.Bar("ours", Double.NaN, ""))
                .hasMessage("Bar 'ours': expected a finite length of at least 0, but got NaN");
    }

    // Counts

    @Test
    void theStrengthOfAColourIsTheShareOfTheRow() {
        assertThat(all(counts(new int[][] {{7, 0}, {5, 5}}, "a", "b").svg(), "fill-opacity=\"([^\"]*)\""))
                .containsExactly("0.55", "0.06", "0.31", "0.31");
        assertThat(all(counts(new int[][] {{0, 0}, {0, 0}}, "a", "b").svg(), "fill-opacity=\"([^\"]*)\""))
                .containsOnly("0.06");
        assertThat(counts(new int[][] {{7, 1}, {0, 2}}, "a", "b").description())
                .isEqualTo(
                        "Test rows. Of 10, 9 are on the diagonal. Rows are actual, columns predicted. a: 7 of 8. b: 2"
                                + " of 2.");
    }

    @Test
    void manyCountsAreDrawnWiderThanAskedFor() throws Exception {
        int[][] twenty = new int[20][20];
        String[] labels = new String[20];
        for (int i = 0; i < 20; i++) {
            twenty[i][i] = 1000 + i;
            labels[i] = "a class with a long name, number " + i;
        }
        Element svg = parse(counts(twenty, labels).svg());
        int width = Integer.parseInt(svg.getAttribute("viewBox").split(" ")[2]);
        assertThat(width).as("twenty cells as wide as the longest word").isBetween(1000, 1100);
        assertThat(parse(counts(new int[][] {{1}}, "a").svg()).getAttribute("viewBox"))
                .startsWith("0 0 460 ");
    }

    @Test
    void countsAreCopiedAndComparedByContent() {
        int[][] given = {{1, 2}, {3, 4}};
        CountsPlot counts = counts(given, "a", "b");
        given[0][0] = 9;
        counts.counts()[1][1] = 9;
        assertThat(counts)
                .isEqualTo(counts(new int[][] {{1, 2}, {3, 4}}, "a", "b"))
                .hasSameHashCodeAs(counts(new int[][] {{1, 2}, {3, 4}}, "a", "b"))
                .isNotEqualTo(counts(new int[][] {{1, 2}, {3, 5}}, "a", "b"))
                .isNotEqualTo(counts(new int[][] {{1, 2}, {3, 4}}, "a", "c"));
        assertThatThrownBy(() -> counts(new int[][] {{1, 2}, {3}}, "a", "b"))
                .hasMessage("Counts 'counts': expected 2 x 2 counts, one for each label, but got 2 x 1");
    }

    // Axes

    @Test
    void aLogarithmicHorizontalAxisHasEqualRoomForEachDecade() {
        double[] rates = {0, 0.001, 0.01, 0.1};
        Line line = new Line("a", 0, false, rates, new double[] {5, 1, 2, 3});
        String svg = plot(Axis.logarithmic("rate"), Axis.linear("loss"), line).svg();
        String path = all(svg, "class=\"line s0\" d=\"(M[^\"]*)\"").get(0);
        List<Double> x =
                all(path, "[ML]([0-9.]+)").stream().map(Double::parseDouble).toList();
        assertThat(x).as("without the rate of 0").hasSize(3);
        assertThat(x.get(1) - x.get(0)).isBetween(x.get(2) - x.get(1) - 0.11, x.get(2) - x.get(1) + 0.11);
        assertThat(all(svg, "text-anchor=\"middle\">([^<]*)")).contains("0.001", "0.01", "0.1", "rate");
        assertThat(all(svg, "text-anchor=\"start\">([^<]*)")).contains("A plot", "loss");
    }

    @Test
    void anAxisWithEndsShowsThatPartAndMarksWhatIsAboveAndBelow() {
        LinePlot zoomed = plot(
                Axis.linear("epoch").between(2, 4), Axis.linear("").between(0, 1), line("a", 0, 0.5, 0.9, 7, 0.1, 0.2));
        String svg = zoomed.svg();
        assertThat(all(svg, "class=\"line s0\" d=\"(M[^\"]*)\"").get(0).split("L"))
                .hasSize(3);
        assertThat(svg).contains("1 value is outside, marked by an arrow");
        assertThat(all(svg, "text-anchor=\"middle\">([^<]*)")).containsExactly("2", "3", "4", "epoch");
        assertThatThrownBy(() -> Axis.linear("loss").between(1, 1))
                .hasMessage("Axis 'loss': expected finite ends, the lower one first, but got 1.0 and 1.0");
        assertThatThrownBy(() -> Axis.logarithmic("loss").between(0, 1))
                .hasMessage("Axis 'loss': expected finite ends, the lower one first and above 0, but got 0.0 and 1.0");
    }

    @Test
    void wholePositionsHaveWholeLabels() {
        assertThat(all(plot(line("a", 0, 1, 2)).svg(), "text-anchor=\"middle\">([^<]*)"))
                .containsExactly("1", "2", "epoch");
    }

    // Lines

    @Test
    void linesThatCoincideAlternate() {
        String apart =
                plot(line("a", 0, 1, 2, 3, 4), line("b", 1, 1, 2, 3, 4.1)).svg();
        assertThat(apart).doesNotContain("stroke-dasharray");
        String svg = plot(line("a", 0, 1, 2, 3, 4), line("b", 1, 1, 2, 3, 4), line("c", 2, 4, 3, 2, 1))
                .svg();
        assertThat(all(svg, "class=\"line (s\\d)\" d=\"M[^\"]*\" stroke-dasharray=\"9 9\""))
                .containsExactly("s1");
        // the key has a marker of each
        assertThat(all(svg, "class=\"mark (f[01])\"")).containsExactly("f0", "f0", "f1", "f1", "f0", "f1");
    }

    @Test
    void wideDrawingsLabelLinesAtTheirEndsApartFromEachOther() {
        LinePlot plot = plot(line("one", 0, 1, 2), line("two", 1, 1, 2), line("three", 2, 2, 1));
        String narrow = plot.svg();
        String wide = plot.svg(View.of(900));
        assertThat(narrow).doesNotContain("leader");
        List<String> texts = all(wide, "class=\"key\" [^>]*>([^<]*)");
        assertThat(texts).containsExactly("one", "two", "three");
        List<String> y = all(wide, "class=\"key\" [^>]*y=\"([^\"]*)\"");
        assertThat(Double.parseDouble(y.get(1)) - Double.parseDouble(y.get(0))).isGreaterThanOrEqualTo(15);
        assertThat(all(wide, "class=\"leader (s\\d)\"")).containsExactly("s0", "s1", "s2");
        assertThat(plot(line("one", 0, 1, 2)).svg(View.of(900)))
                .as("one line needs no label")
                .doesNotContain("leader");
        Line[] many = new Line[9];
        Arrays.setAll(many, i -> line("line " + i, i, i, i));
        assertThat(plot(many).svg(View.of(900))).as("too many").doesNotContain("leader");
    }

    // Words

    @Test
    void bothLanguagesHaveAllWords() {
        assertThat(Words.in(Locale.forLanguageTag("es")).keys())
                .containsExactlyInAnyOrderElementsOf(Words.in(Locale.ENGLISH).keys());
        assertThat(plot(line("$1 {1}", 0, 1, 2)).description(Locale.forLanguageTag("es-MX")))
                .isEqualTo(
                        "A plot por epoch. $1 {1}: de 1 a 2 con epoch 2; mínimo 1 con epoch 1, máximo 2 con epoch 2.");
        assertThat(plot(line("a", 0, 1, 2)).description(Locale.FRENCH)).startsWith("A plot over epoch.");
    }

    // Files

    @Test
    void aFileNeedsNothingElseAndNoVariables(@TempDir Path directory) throws Exception {
        for (Plot plot : List.of(BARS, plot(line("a", 0, 1, 2)), counts(new int[][] {{1}}, "a"))) {
            Path file = directory.resolve("new").resolve(plot.name() + ".svg");
            plot.save(file);
            String svg = Files.readString(file);
            Element root = parse(svg);
            assertThat(root.getAttribute("viewBox"))
                    .isEqualTo("0 0 " + root.getAttribute("width") + " " + root.getAttribute("height"));
            assertThat(svg.replace("xmlns=\"http://www.w3.org/2000/svg\"", ""))
                    .contains(".s0 { stroke: #0062c9; }", "@media screen and (prefers-color-scheme: dark)")
                    .contains(".s0 { stroke: #559cf3; }")
                    .doesNotContain("http", "var(", "--", "null", "@import", "url(");
        }
        assertThatThrownBy(() -> BARS.save(Path.of("bars.png")))
                .hasMessage("Expected a file name that ends in .svg, but got bars.png");
    }

    @Test
    void oneAPageInSeveralWidthsHasDifferentIds() {
        assertThat(BARS.svg()).contains("id=\"bars-title\"");
        assertThat(BARS.svg(View.of(900))).contains("id=\"bars-900-title\"", "aria-labelledby=\"bars-900-title ");
        assertThatThrownBy(() -> View.of(299)).hasMessage("Expected a width of at least 300, but got 299");
    }

    // Intervals

    @Test
    void anIntervalIsDrawnAgainstWhatIsAllowed() throws Exception {
        IntervalBar bar = new IntervalBar(
                "ratio \"x\"",
                true,
                List.of(new IntervalBar.Span(Double.NEGATIVE_INFINITY, 1)),
                new IntervalBar.Span(0.1, 10),
                1,
                Double.POSITIVE_INFINITY);
        String svg = bar.svg("undecided");
        Element root = parse(svg);
        assertThat(root.getAttribute("class")).isEqualTo("interval undecided");
        assertThat(root.getAttribute("aria-label")).isEqualTo("ratio \"x\"");
        // logarithmic, 15 % of room on both sides: 1 is in the middle
        assertThat(all(svg, "cx=\"([^\"]*)\"")).containsExactly("90");
        assertThat(all(svg, "class=\"edge\" d=\"M([0-9.]*)")).containsExactly("90");
        assertThat(all(svg, "class=\"allowed\" x=\"0\" y=\"1\" width=\"([^\"]*)\""))
                .containsExactly("90");
        assertThat(new IntervalBar("", false, List.of(), IntervalBar.Span.NONE).svg(""))
                .doesNotContain("NaN");
    }
}
