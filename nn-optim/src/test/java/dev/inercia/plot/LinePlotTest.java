package dev.inercia.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class LinePlotTest {

    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private static double[] positions(int count) {
        return DoubleStream.iterate(1, x -> x + 1).limit(count).toArray();
    }

    private static String svg(Scale scale, double... values) {
        Line line = new Line("a", 0, false, positions(values.length), values);
        return new LinePlot("plot", "Loss", "epoch", scale, List.of(line)).svg();
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    /** The numbers of all coordinates, of which none may be NaN, and none far outside. */
    private static void assertCanBeDrawn(String svg) throws Exception {
        assertThat(parse(svg).getDocumentElement().getTagName()).isEqualTo("svg");
        Matcher shapes = Pattern.compile(" (d|x|y|points|viewBox|transform)=\"([^\"]*)\"")
                .matcher(svg);
        while (shapes.find()) {
            assertThat(shapes.group(2)).doesNotContain("NaN").doesNotContain("Infinity");
            for (String number : shapes.group(2).split("[^0-9.-]+")) {
                if (!number.isEmpty()) {
                    assertThat(Double.parseDouble(number)).isBetween(-20.0, 2_000.0);
                }
            }
        }
    }

    private static int count(String svg, String text) {
        return svg.split(Pattern.quote(text), -1).length - 1;
    }

    /** The path of the line itself. */
    private static String line(String svg) {
        Matcher path = Pattern.compile("class=\"line s0\" d=\"(M[^\"]*)\"").matcher(svg);
        assertThat(path.find()).isTrue();
        return path.group(1);
    }

    private static final double[][] HARD = {
        {},
        {3},
        {3, 3},
        {0},
        {0, 0, 0},
        {-1, -1e-300},
        {Double.NaN},
        {Double.NaN, Double.NaN},
        {INFINITY},
        {-INFINITY, INFINITY},
        {1, INFINITY, 2},
        {1, Double.NaN, 2},
        {0, 1, 10},
        {1e-300, 1e300},
        {Double.MAX_VALUE, -Double.MAX_VALUE},
        {Double.MIN_VALUE, Double.MIN_VALUE},
        {1, 2, 3, 1e30, 2, 1, 2, 3, 2, 1, 2, 3, 2, 1, 2, 3, 2, 1, 2, 3, 2, 1, 2, 3, 2, 1, 2, 3, 2, 1, 2, 3, 2, 1}
    };

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void drawsWhateverValuesThereAre(int scale) throws Exception {
        for (double[] values : HARD) {
            assertCanBeDrawn(svg(Scale.values()[scale], values));
        }
    }

    @Test
    void valuesThatAreNotFiniteLeaveGapsAndDoNotFlattenTheRest() {
        String svg = svg(Scale.LINEAR, 1, 2, INFINITY, 1, Double.NaN, 2, 1);
        assertThat(count(line(svg), "M")).isEqualTo(3);
        assertThat(svg).contains(">1.2<").contains(">2<").doesNotContain(">2.2<");
        assertThat(svg).contains("1 value is outside, marked by an arrow");
    }

    @Test
    void aValueFarOffIsMarkedAndDoesNotFlattenTheRest() {
        double[] values = new double[40];
        Arrays.setAll(values, i -> 0.5 + 0.01 * i);
        values[7] = -1e6;
        assertThat(svg(Scale.LINEAR, values)).contains("1 value is outside").contains(">0.5<");
        values[7] = 0.57;
        assertThat(svg(Scale.LINEAR, values)).doesNotContain("outside");
    }

    @ParameterizedTest
    @CsvSource({"1, 2, false", "0.1, 10, true", "0, 10, false", "-1, 100, false"})
    void isLogarithmicWhereValuesSpanALot(double low, double high, boolean isLogarithmic) {
        assertThat(Range.of(Scale.AUTOMATIC, new double[] {low, high}).isLogarithmic())
                .isEqualTo(isLogarithmic);
    }

    @Test
    void ticksAreRoundAndFew() {
        for (double low : new double[] {0, 1e-7, 0.3, 5, -20, 123456}) {
            for (double width : new double[] {1e-6, 0.2, 3, 1e4, 1e9}) {
                Range range = Range.of(Scale.LINEAR, new double[] {low, low + width});
                assertThat(range.ticks())
                        .hasSizeBetween(3, 9)
                        .allMatch(tick -> tick >= range.from() - 1e-9 * width && tick <= range.to() + 1e-9 * width);
            }
        }
        for (double high : new double[] {30, 1e3, 1e6, 1e12, 1e40, 1e300}) {
            assertThat(Range.of(Scale.LOGARITHMIC, new double[] {1, high}).ticks())
                    .hasSizeBetween(2, 9);
        }
    }

    @Test
    void bandsLieAroundTheMean() throws Exception {
        double[] x = positions(3);
        Line line = new Line("a", 0, false, x, new double[] {1, 2, 3}, new double[] {0.5, 0, Double.NaN});
        String svg = new LinePlot("plot", "Loss", "epoch", Scale.LINEAR, List.of(line)).svg();
        assertCanBeDrawn(svg);
        assertThat(count(svg, "class=\"band f0\"")).isEqualTo(1);
        assertThat(Range.of(Scale.LINEAR, new double[] {line.low(0), line.high(0), line.low(1), line.high(2)}))
                .extracting(Range::from)
                .isEqualTo(0.4);
    }

    @Test
    void saysInWordsWhatItShows() {
        Line one = new Line("mu 0.5", 0, false, positions(3), new double[] {2.3, 0.25, 0.5});
        Line broken = new Line("mu 9", 1, false, positions(2), new double[] {2.3, Double.NaN});
        LinePlot plot = new LinePlot("loss", "Loss", "epoch", Scale.LINEAR, List.of(one, broken));
        assertThat(plot.description())
                .isEqualTo("Loss over epoch. mu 0.5: from 2.3 to 0.5 at epoch 3; lowest 0.25 at epoch 2, highest 2.3 at"
                        + " epoch 1. mu 9: from 2.3 to NaN at epoch 2; lowest 2.3 at epoch 1, highest 2.3 at epoch 1; 1"
                        + " values are not finite.");
        assertThat(plot.svg())
                .contains("role=\"img\" aria-labelledby=\"loss-title loss-text\"")
                .contains("<title id=\"loss-title\">Loss</title><desc id=\"loss-text\">Loss over epoch. mu 0.5");
    }

    @Test
    void textIsNeverMarkup() throws Exception {
        String evil = "<script>alert('\"&')</script>\u0000\u001b\uFFFE";
        Line line = new Line(evil, 0, false, positions(1), new double[] {1});
        String svg = new LinePlot("plot", evil, evil, Scale.LINEAR, List.of(line)).svg();
        assertCanBeDrawn(svg);
        assertThat(svg).doesNotContain("<script").contains("&lt;script&gt;");
    }

    @ParameterizedTest
    @CsvSource({
        "0.123456, 0.1235",
        "12345.6, '12,350'",
        "1e-7, 1E-7",
        "1.234e12, 1.234E12",
        "0, 0",
        "-0.5, -0.5",
        "3, 3",
        "NaN, NaN",
        "Infinity, infinity",
        "1e-4, 0.0001"
    })
    void numbersAreShort(double value, String text) {
        assertThat(Numbers.text(value)).isEqualTo(text);
    }

    @Test
    void refusesLinesOfDifferentLengths() {
        assertThatThrownBy(() -> new Line("a", 0, false, new double[2], new double[3]))
                .hasMessage("Line 'a': expected as many values as positions, but got 2 positions, 3 values and 0"
                        + " spreads");
        assertThatThrownBy(() -> new LinePlot("A b", "", "", Scale.LINEAR, List.of()))
                .hasMessage("Expected a name of lower-case letters, digits and hyphens, but got 'A b'");
    }

    // Colours

    private static final double[][] NORMAL = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    /** Machado, Oliveira and Fernandes (2009), full severity, on linear RGB. */
    private static final double[][][] COLOUR_BLIND = {
        {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
        {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
        {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
        NORMAL
    };

    private static double[] linear(String hex) {
        double[] rgb = new double[3];
        for (int i = 0; i < 3; i++) {
            double c = Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16) / 255.0;
            rgb[i] = c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
        }
        return rgb;
    }

    private static double[] seen(double[] rgb, double[][] eye) {
        return Arrays.stream(eye)
                .mapToDouble(row -> Math.max(0, Math.min(1, row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2])))
                .toArray();
    }

    private static double luminance(double[] rgb) {
        return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
    }

    private static double root(double t) {
        return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116.0;
    }

    private static double[] lab(double[] rgb) {
        double x = root((0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.95047);
        double y = root(luminance(rgb));
        double z = root((0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.08883);
        return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
    }

    private static double distance(double[] a, double[] b) {
        return Math.sqrt(Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2) + Math.pow(a[2] - b[2], 2));
    }

    private static List<List<String>> palettes(String pattern) {
        List<List<String>> palettes = new ArrayList<>();
        for (String part : PlotStyle.css().split("@media")) {
            List<String> colours = new ArrayList<>();
            Matcher found = Pattern.compile(pattern + ": #([0-9a-f]{6})").matcher(part);
            while (found.find()) {
                colours.add(found.group(1));
            }
            palettes.add(colours);
        }
        return palettes;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void coloursAreToldApartByEverybody(int dark) {
        List<String> colours = palettes("--c\\d").get(dark);
        assertThat(colours).hasSize(6);
        double background = luminance(linear(palettes("--plot-back").get(dark).get(0)));
        for (int i = 0; i < 6; i++) {
            double own = luminance(linear(colours.get(i)));
            double contrast = (Math.max(own, background) + 0.05) / (Math.min(own, background) + 0.05);
            assertThat(contrast).isGreaterThan(3);
            for (int j = 0; j < i; j++) {
                for (double[][] eye : COLOUR_BLIND) {
                    double[] a = lab(seen(linear(colours.get(i)), eye));
                    double[] b = lab(seen(linear(colours.get(j)), eye));
                    assertThat(distance(a, b)).isGreaterThan(19);
                }
            }
        }
    }
}
