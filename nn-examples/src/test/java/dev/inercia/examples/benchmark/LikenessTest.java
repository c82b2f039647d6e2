package dev.inercia.examples.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LikenessTest {

    private static Likeness likeness(Work work) {
        Likeness likeness = new Likeness(Task.parse(work.arguments("").toArray(String[]::new)));
        assertThat(likeness.departure("Inercia", new Likeness.Losses(2.3384381, 1.4089274)))
                .isEmpty();
        return likeness;
    }

    @Test
    void roundingIsNoDeparture() {
        assertThat(likeness(Work.L).departure("PyTorch", new Likeness.Losses(2.3384380, 1.4093)))
                .isEmpty();
    }

    /** The losses of libtorch 2.7.1 whose oneDNN convolved L's 20 channels wrongly. */
    @Test
    void anotherNetworkIsFoundOut() {
        assertThat(likeness(Work.L).departure("libtorch", new Likeness.Losses(2.3362427, 1.4137502)))
                .hasValue("libtorch computes something else: its loss went from 2.33624 to 1.41375 in 10 steps, that of"
                        + " Inercia from 2.33844 to 1.40893");
    }

    @Test
    void anotherOptimizerIsFoundOut() {
        assertThat(likeness(Work.L).departure("libtorch", new Likeness.Losses(2.3384381, 1.52)))
                .isPresent();
    }

    @Test
    void dropoutMayDiffer() {
        assertThat(likeness(Work.K).departure("PyTorch", new Likeness.Losses(2.3384380, 1.55)))
                .isEmpty();
        assertThat(likeness(Work.K).departure("PyTorch", new Likeness.Losses(2.3384380, 2.0)))
                .isPresent();
        assertThat(likeness(Work.K).departure("PyTorch", new Likeness.Losses(2.33, 1.409)))
                .isPresent();
    }

    @Test
    void lossesThatAreNoNumbersDepart() {
        assertThat(likeness(Work.L).departure("PyTorch", new Likeness.Losses(2.3384380, Double.NaN)))
                .isPresent();
    }
}
