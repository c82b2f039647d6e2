package dev.inercia.train.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.plot.Line;
import dev.inercia.plot.LinePlot;
import dev.inercia.train.Epoch;
import dev.inercia.train.History;
import dev.inercia.train.Measure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurvesTest {

    /** Losses as given; validation losses half as large; an accuracy on validation data only. */
    private static History history(double... losses) {
        List<Epoch> epochs = new ArrayList<>();
        for (double loss : losses) {
            int number = epochs.size() + 1;
            List<Measure> measures = List.of(new Measure("accuracy", true, Double.NaN, 1 - loss / 4));
            epochs.add(new Epoch(number, loss, loss / 2, 0, 0, measures, 0.1, 1, 0.5));
        }
        return new History(epochs, List.of(), Optional.empty());
    }

    private static Line line(List<LinePlot> plots, int plot, int line) {
        return plots.get(plot).lines().get(line);
    }

    @Test
    void drawsLossAndMetricsOfTrainingAndValidationData() {
        List<LinePlot> plots =
                Curves.of("a", history(2, 1)).and("b", history(3, 1)).plots();
        assertThat(plots).extracting(LinePlot::title).containsExactly("Loss", "Accuracy");
        assertThat(plots.get(0).lines())
                .extracting(Line::label)
                .containsExactly("a, training", "b, training", "a, validation", "b, validation");
        assertThat(plots.get(1).lines()).extracting(Line::label).containsExactly("a, validation", "b, validation");
        assertThat(line(plots, 0, 0).y()).containsExactly(2, 1);
        assertThat(line(plots, 0, 3).y()).containsExactly(1.5, 0.5);
        assertThat(line(plots, 0, 0).isDashed()).isTrue();
        assertThat(line(plots, 0, 2).isDashed()).isFalse();
        assertThat(line(plots, 0, 0).style()).isEqualTo(line(plots, 0, 2).style());
        assertThat(line(plots, 0, 0).style()).isNotEqualTo(line(plots, 0, 1).style());
    }

    @Test
    void severalSeedsAreAMeanAndABand() {
        Line line = line(
                Curves.of("a", history(2, 1), history(4, 1), history(3, 4, 9)).plots(), 0, 0);
        assertThat(line.x()).containsExactly(1, 2);
        assertThat(line.y()).containsExactly(3, 2);
        assertThat(line.spread()).containsExactly(1, Math.sqrt(3));
    }

    @Test
    void aSingleSeedHasNoBand() {
        assertThat(line(Curves.of("a", history(2, 1)).plots(), 0, 0).spread()).isEmpty();
    }

    @Test
    void savesAnSvgDocumentThatNeedsNothingElse(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("new").resolve("curves.svg");
        Curves.of("<a>", history(2, 1)).titled("R & D").save(file);
        String svg = Files.readString(file);
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(file.toFile())
                        .getElementsByTagName("path")
                        .getLength())
                .isGreaterThan(10);
        assertThat(svg)
                .contains("R &amp; D")
                .contains("prefers-color-scheme: dark")
                .doesNotContain("<script");
        assertThat(svg.replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http")
                .doesNotContain("url(");
    }

    @Test
    void savesAPageThatNeedsNothingElse(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("curves.html");
        Curves.of("a", history(2, Double.NaN, 0.25)).save(file);
        String page = Files.readString(file);
        assertThat(page)
                .startsWith("<!DOCTYPE html>")
                .contains("<th scope=\"row\">3</th><td>0.25</td><td>0.125</td>")
                .doesNotContain("<script")
                .doesNotContain("src=")
                .doesNotContain("href=");
        assertThat(page.replace("http://www.w3.org/2000/svg", ""))
                .doesNotContain("http:")
                .doesNotContain("https:");
    }

    @Test
    void drawsTrainingsThatBrokeOrNeverBegan() {
        assertThat(Curves.of("nothing", history()).html()).contains("nothing yet");
        assertThat(Curves.of("broken", history(1, Double.POSITIVE_INFINITY)).svg())
                .contains("outside, marked by arrows");
    }

    @Test
    void saysWhatItExpected() {
        Curves curves = Curves.of("a", history(1));
        assertThatThrownBy(() -> curves.save(Path.of("curves.png")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected a file name that ends in .svg or .html, but got curves.png");
        assertThatThrownBy(() -> curves.and("a", history(2)))
                .hasMessage("Curves 'a' are there already; give histories of several seeds together, or another label");
        assertThatThrownBy(() -> Curves.of("b")).hasMessage("Curves 'b': expected a history, but got none");
    }
}
