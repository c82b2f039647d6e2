package dev.inercia.examples.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** A confusion matrix as a picture. */
class CountsTest {

    private static Counts counts(int[][] counts, String... labels) {
        return new Counts("confusion", "Test rows by class", "actual", "predicted", List.of(labels), counts);
    }

    private static Set<Integer> colors(Counts counts) throws IOException {
        BufferedImage image =
                ImageIO.read(new ByteArrayInputStream(Plot.of(counts).png()));
        Set<Integer> colors = new TreeSet<>();
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                colors.add(image.getRGB(x, y) & 0xffffff);
            }
        }
        return colors;
    }

    @Test
    void theShadeIsTheShareOfTheRow() throws IOException {
        int full = Look.color(0).getRGB() & 0xffffff;
        assertThat(colors(counts(new int[][] {{7, 0}, {0, 2}}, "a", "b"))).contains(full);
        assertThat(colors(counts(new int[][] {{1, 1}, {5, 5}}, "a", "b"))).doesNotContain(full);
        assertThat(colors(counts(new int[][] {{0, 0}, {0, 0}}, "a", "b")))
                .doesNotContain(full)
                .hasSizeGreaterThan(2);
    }

    @Test
    void manyClassesAndLongNamesFit() {
        int[][] twenty = new int[20][20];
        String[] labels = new String[20];
        for (int i = 0; i < 20; i++) {
            twenty[i][i] = 1000 + i;
            labels[i] = "a class with a long name, number " + i;
        }
        Plot plot = Plot.of(counts(twenty, labels));
        assertThat(plot.svg()).contains("width=\"900").contains("<svg");
        assertThat(plot.svg(340)).contains("width=\"340");
        assertThat(plot.png()).isEqualTo(Plot.of(counts(twenty, labels)).png());
    }

    @Test
    void countsAreCopiedAndComparedByContent() {
        int[][] given = {{1, 2}, {3, 4}};
        Counts counts = counts(given, "a", "b");
        given[0][0] = 9;
        counts.counts()[1][1] = 9;
        assertThat(counts)
                .isEqualTo(counts(new int[][] {{1, 2}, {3, 4}}, "a", "b"))
                .hasSameHashCodeAs(counts(new int[][] {{1, 2}, {3, 4}}, "a", "b"))
                .isNotEqualTo(counts(new int[][] {{1, 2}, {3, 5}}, "a", "b"))
                .isNotEqualTo(counts(new int[][] {{1, 2}, {3, 4}}, "a", "c"));
        assertThatThrownBy(() -> counts(new int[][] {{1, 2}, {3}}, "a", "b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Counts 'confusion': expected 2 x 2 counts, one for each label, but got 2 x 1");
    }
}
