package dev.inercia.examples.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {

    @Test
    void hasTheMiddleOneOfAnOddNumber() {
        assertThat(Summary.of(List.of(5.0, 1.0, 2.0))).isEqualTo(new Summary(2, 1, 5));
    }

    @Test
    void hasTheMeanOfTheTwoInTheMiddleOfAnEvenNumber() {
        assertThat(Summary.of(List.of(8.0, 1.0, 2.0, 4.0))).isEqualTo(new Summary(3, 1, 8));
    }

    @Test
    void comparesRoundByRound() {
        // In the second round the machine was busy: both took ten times as long, which leaves the ratio.
        assertThat(Summary.ratio(List.of(4.0, 40.0, 6.0), List.of(2.0, 20.0, 2.0)))
                .isEqualTo(2);
    }

    @Test
    void refusesWhatCannotBeCompared() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Summary.of(List.of()))
                .withMessage("Expected at least one round to sum up, but got none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Summary.ratio(List.of(1.0), List.of(1.0, 2.0)))
                .withMessage("Expected as many rounds of both, but got 1 and 2");
    }
}
