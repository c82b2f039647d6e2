package dev.inercia.examples.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.inercia.examples.plot.Chart.Axis;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;

class PlotTest {

    private static final List<Double> EPOCHS = numbers(1, 2, 3, 4, 5);
    private static final Series RISING = new Series("rising", EPOCHS, numbers(1, 2, 4, 5, 6));
    private static final Series WITH_SPREAD =
            new Series("with spread", EPOCHS, numbers(2, 3, 3.5, 4, 4.2), numbers(0.5, 0.4, 0.3, 0.2, Double.NaN));

    private static List<Double> numbers(double... values) {
        return Arrays.stream(values).boxed().toList();
    }

    private static Chart chart(Axis x, Axis y, Series... series) {
        return new Chart("a-chart", "A chart", "epoch", "correct", x, y, List.of(series));
    }

    private static Chart linear(Series... series) {
        return chart(Axis.LINEAR, Axis.LINEAR, series);
    }

    private static Element parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes("UTF-8")))
                .getDocumentElement();
    }

    private static BufferedImage image(Chart chart) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(Plot.of(chart).png()));
    }

    /** How many of the picture's pixels have a colour, within what smoothing leaves of it. */
    static long pixels(BufferedImage image, int rgb) {
        return IntStream.range(0, image.getWidth())
                .mapToLong(x -> IntStream.range(0, image.getHeight())
                        .filter(y -> (image.getRGB(x, y) & 0xffffff) == rgb)
                        .count())
                .sum();
    }

    @Test
    void anSvgIsADocumentOfItsOwnThatNeedsNoNetwork() throws Exception {
        String svg = Plot.of(linear(RISING, WITH_SPREAD)).svg();
        Element root = parse(svg);
        assertThat(root.getTagName()).isEqualTo("svg");
        assertThat(root.getAttribute("width")).isEqualTo("900px");
        assertThat(root.getElementsByTagName("path").getLength()).isGreaterThan(20);
        assertThat(svg.replaceAll("xmlns(:xlink)?=\"[^\"]*\"", "")).doesNotContain("http", "DOCTYPE");
    }

    @Test
    void aPngHasTwiceAsManyPixelsAsTheSvgHasUnitsAndShowsEachCurve() throws Exception {
        Chart chart = linear(RISING, WITH_SPREAD);
        Element svg = parse(Plot.of(chart).svg());
        BufferedImage png = image(chart);
        assertThat(png.getWidth()).isEqualTo(1800);
        assertThat(png.getHeight() + "px")
                .isEqualTo(2 * Integer.parseInt(svg.getAttribute("height").replace("px", "")) + "px");
        assertThat(pixels(png, 0xffffff)).isGreaterThan(1_000_000);
        assertThat(pixels(png, Look.color(0).getRGB() & 0xffffff)).isGreaterThan(3_000);
        assertThat(pixels(png, Look.color(1).getRGB() & 0xffffff)).isGreaterThan(3_000);
        assertThat(pixels(png, Look.color(2).getRGB() & 0xffffff)).isZero();
    }

    @Test
    void equalChartsGiveEqualFiles() {
        assertThat(Plot.of(linear(RISING)).svg())
                .isEqualTo(Plot.of(linear(RISING)).svg());
        assertThat(Plot.of(linear(RISING)).png())
                .isEqualTo(Plot.of(linear(RISING)).png());
        assertThat(Plot.of(linear(RISING)).svg())
                .isNotEqualTo(Plot.of(linear(WITH_SPREAD)).svg());
    }

    @Test
    void errorBarsAreDrawn() throws Exception {
        Series without = new Series("with spread", WITH_SPREAD.x(), WITH_SPREAD.y());
        // Both ranges are RISING's.
        Element with = parse(Plot.of(linear(RISING, WITH_SPREAD)).svg());
        Element plain = parse(Plot.of(linear(RISING, without)).svg());
        int bars = with.getElementsByTagName("line").getLength()
                - plain.getElementsByTagName("line").getLength();
        assertThat(bars).as("a line and two ends for each of five points").isEqualTo(15);
    }

    @Test
    void whatIsNotFiniteLeavesAGap() throws Exception {
        Series gap = new Series("rising", EPOCHS, numbers(1, 2, Double.NaN, Double.POSITIVE_INFINITY, 6));
        int lines = parse(Plot.of(linear(RISING)).svg())
                .getElementsByTagName("line")
                .getLength();
        int linesWithGap =
                parse(Plot.of(linear(gap)).svg()).getElementsByTagName("line").getLength();
        assertThat(lines - linesWithGap).as("three of four pieces of the curve").isEqualTo(3);
    }

    @Test
    void aLogarithmicAxisLeavesOutWhatItCannotShow() throws Exception {
        Series partly = new Series("partly", numbers(-1, 0.001, 10), numbers(1, 0, 1000), numbers(0, 0, 2000));
        BufferedImage png = image(chart(Axis.LOGARITHMIC, Axis.LOGARITHMIC, RISING, partly));
        assertThat(pixels(png, Look.color(0).getRGB() & 0xffffff)).isGreaterThan(2_000);
        assertThat(Range.of(
                        Axis.LOGARITHMIC,
                        List.of(Points.of(partly, chart(Axis.LOGARITHMIC, Axis.LOGARITHMIC))
                                .yRange())))
                .isEqualTo(new Range(Axis.LOGARITHMIC, 500, 1500));
    }

    @Test
    void theRangeIsThatOfTheValuesAndTheirSpreads() {
        Range y = Range.of(Axis.LINEAR, List.of(Points.of(WITH_SPREAD, linear()).yRange(), new double[] {4.5}));
        assertThat(y).isEqualTo(new Range(Axis.LINEAR, 1.5, 4.5));
        assertThat(Range.of(Axis.LINEAR, List.of(new double[] {1032, 1032})))
                .isEqualTo(new Range(Axis.LINEAR, 516, 1548));
        assertThat(Range.of(Axis.LINEAR, List.of(new double[] {0}))).isEqualTo(new Range(Axis.LINEAR, -1, 1));
        assertThat(Range.of(Axis.LOGARITHMIC, List.of())).isEqualTo(new Range(Axis.LOGARITHMIC, 1, 10));
    }

    @ParameterizedTest
    @EnumSource(Axis.class)
    void thereIsAPictureEvenOfNothing(Axis axis) throws Exception {
        Series nan = new Series("nan", EPOCHS, numbers(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN));
        Series none = new Series("", List.of(), List.of());
        for (Chart chart : List.of(
                chart(axis, axis),
                chart(axis, axis, none),
                chart(axis, axis, nan, none),
                chart(axis, axis, new Series("one", numbers(3), numbers(0.5))))) {
            assertThat(image(chart).getWidth()).isEqualTo(1800);
            parse(Plot.of(chart).svg());
        }
    }

    @Test
    void longLabelsMakeTheLegendHigherAndAreNotCutOff() {
        Legend.Entry entry = new Legend.Entry("word ".repeat(60), Look.color(0), Look.line(0), Look.marker(0));
        Legend.Entry brief = new Legend.Entry("word", Look.color(1), Look.line(1), Look.marker(1));
        int line = new Legend(List.of(brief), 900).height();
        assertThat(new Legend(List.of(brief, brief, brief), 900).height()).isEqualTo(line);
        assertThat(new Legend(List.of(entry, brief), 900).height()).isGreaterThanOrEqualTo(3 * line);
        Label label = Label.of("word ".repeat(60), new Font(Font.SANS_SERIF, Font.PLAIN, 15), 500);
        assertThat(label.width()).isLessThanOrEqualTo(500);
        assertThat(String.join(" ", label.lines())).isEqualTo("word ".repeat(60).strip());
    }

    @Test
    void aPlotForAPageIsAsWideAsAskedFor() throws Exception {
        Plot plot = Plot.of(linear(RISING));
        assertThat(parse(plot.svg(480)).getAttribute("width")).isEqualTo("480px");
        assertThat(parse(plot.svg(960)).getAttribute("width")).isEqualTo("960px");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plot.svg(299))
                .withMessage("A plot's width is at least 300, but is 299");
    }

    @Test
    void bothFilesAreNamedAfterTheChart(@TempDir Path directory) throws IOException {
        Plot.of(linear(RISING)).write(directory);
        assertThat(directory.resolve("a-chart.svg"))
                .hasContent(Plot.of(linear(RISING)).svg());
        assertThat(Files.readAllBytes(directory.resolve("a-chart.png")))
                .isEqualTo(Plot.of(linear(RISING)).png());
    }

    @Test
    void denseCurvesHaveNoMarkersButWholeDashes() throws Exception {
        List<Double> x = IntStream.range(0, 200).mapToObj(i -> (double) i).toList();
        Series dense = new Series("dense", x, x);
        String svg = Plot.of(linear(RISING, dense)).svg();
        assertThat(parse(svg).getElementsByTagName("path").getLength())
                .as("a path for the curve, not one for each of its points")
                .isLessThan(100);
        assertThat(svg).contains("stroke-dasharray");
    }

    @Test
    void linesAreStraightFromPointToPoint() {
        List<Double> x = IntStream.range(0, 60).mapToObj(i -> (double) i).toList();
        List<Double> zigzag = x.stream().map(i -> i % 2).toList();
        String svg = Plot.of(linear(new Series("dense", x, zigzag))).svg();
        // text has curves, which are filled; a stroked path that is a curve has none of this colour
        String color = String.format("%06x", Look.color(0).getRGB() & 0xffffff);
        assertThat(svg.lines().filter(line -> line.contains("stroke:") && line.contains("path")))
                .noneMatch(line -> line.matches(".*<path d=\"[^\"]*[CQ][^\"]*\".*stroke: *#?" + color + ".*"));
    }

    @Test
    void curvesThatCoincideAreLabelledApartAtTheirEnds() throws Exception {
        Series twin = new Series("twin", RISING.x(), RISING.y());
        Chart chart = linear(RISING, twin);
        assertThat(EndLabels.of(chart, 900).width()).isBetween(40, 216);
        assertThat(EndLabels.of(chart, 480).width()).isZero();
        assertThat(EndLabels.of(linear(RISING), 900).width()).isZero();
        // the label of each has its own colour, right of the drawing
        BufferedImage png = image(chart);
        int right = png.getWidth() - 2 * EndLabels.of(chart, 900).width();
        BufferedImage labels = png.getSubimage(right + 10, 0, png.getWidth() - right - 10, 900);
        assertThat(pixels(labels, Look.color(0).getRGB() & 0xffffff)).isGreaterThan(50);
        assertThat(pixels(labels, Look.color(1).getRGB() & 0xffffff)).isGreaterThan(50);
    }
}
