package dev.inercia.examples.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BarsTest {

    private static final Bars BARS = new Bars(
            "some-bars",
            "Some bars",
            List.of(new Bars.Group(
                    "A group", List.of(new Bars.Bar("first", 10, "ten"), new Bars.Bar("second", 40, "forty")))));

    @Test
    void areAsLongAsTheirValues() throws IOException {
        BufferedImage image =
                ImageIO.read(new ByteArrayInputStream(Plot.of(BARS).png()));
        long first = PlotTest.pixels(image, Look.color(1).getRGB() & 0xffffff);
        long second = PlotTest.pixels(image, Look.color(0).getRGB() & 0xffffff);

        assertThat(second / (double) first).isBetween(3.9, 4.1);
    }

    @Test
    void areWrittenAsTwoFiles(@TempDir Path directory) {
        Plot.of(BARS).write(directory);

        assertThat(directory.resolve("some-bars.svg")).content().startsWith("<?xml");
        assertThat(directory.resolve("some-bars.png")).isNotEmptyFile();
    }

    @Test
    void refuseWhatHasNoLength() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Bars.Bar("first", Double.NaN, ""))
                .withMessage("Bar 'first': expected a finite length of at least 0, but got NaN");
    }
}
