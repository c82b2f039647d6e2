package dev.inercia.examples.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.nn.Network;
import dev.inercia.nn.layer.BatchNorm;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.tensor.Parameters;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Averages by hand: weighted by examples, with pooled variances. */
class AverageTest {

    private static final Parameters PARAMETERS =
            Network.input(1).layer(new Dense(1)).layer(new BatchNorm()).build().parameters();

    private static Part part(double weight, float parameter, float mean, float variance, float moment, long step) {
        float[] parameters = {parameter, 0, 1, 2};
        Vectors vectors = new Vectors(parameters, new float[] {mean, variance}, new float[][] {{moment}}, step);
        return new Part(9, vectors, weight, weight * parameter, 0.1, 0, null);
    }

    @Test
    void ofTwoParts() {
        Average average = new Average(List.of(part(1, 8, 0, 1, 2, 7), Part.EMPTY, part(3, 4, 4, 2, 6, 5)));
        Vectors vectors = average.vectors(PARAMETERS.segments());
        assertThat(vectors.parameters()).containsExactly(5, 0, 1, 2);
        // Variances of 1 and 2, means of 0 and 4 around 3: (1 + 3 * 2) / 4 + (9 + 3 * 1) / 4.
        assertThat(vectors.buffers()).containsExactly(3, 4.75f);
        assertThat(vectors.state()[0]).containsExactly(5);
        assertThat(vectors.step()).isEqualTo(7);
        assertThat(average.loss()).isEqualTo(5);
        assertThat(average.weight()).isEqualTo(4);
    }

    @Test
    void ofOnePartIsThatPart() {
        Part part = part(17, 0.1f, 1e4f, 1e-7f, 0.3f, 1);
        Vectors vectors = new Average(List.of(part)).vectors(PARAMETERS.segments());
        assertThat(vectors.parameters()).containsExactly(part.vectors().parameters());
        assertThat(vectors.buffers()).containsExactly(part.vectors().buffers());
        assertThat(vectors.state()[0]).containsExactly(part.vectors().state()[0]);
    }
}
