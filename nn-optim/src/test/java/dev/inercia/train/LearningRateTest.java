package dev.inercia.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.optim.Rates;
import dev.inercia.optim.Sgd;
import dev.inercia.optim.schedule.OneCycle;
import dev.inercia.optim.schedule.Schedule;
import org.junit.jupiter.api.Test;

class LearningRateTest {

    private static final Trainer TRAINER =
            new Trainer(TrainerTest.classifier(1), new SoftmaxCrossEntropy(), new Sgd(0.5));

    @Test
    void isTheOptimizersOwnWithoutASchedule() {
        LearningRate rate = new LearningRate(TRAINER, 4);
        assertThat(rate.last()).isEqualTo(0.5);
        assertThat(rate.at(7)).isEqualTo(new Rates(0.5)).isSameAs(rate.at(8));
    }

    /** A lambda knows time as a number only: in epochs, or in steps. */
    @Test
    void asksALambdaForItsTime() {
        assertThat(new LearningRate(TRAINER.schedule(time -> time), 4).at(6)).isEqualTo(new Rates(0.75));
        assertThat(new LearningRate(TRAINER.schedule(time -> time, Schedule.Unit.STEPS), 4).at(6))
                .isEqualTo(new Rates(3));
    }

    @Test
    void takesTheSchedulesMomentum() {
        assertThat(new LearningRate(TRAINER.schedule(new OneCycle(1, 0.5, 1, 1, 0.8, 0.9)), 4).at(2))
                .isEqualTo(new Rates(0.5, 0.8, 1));
    }

    /** On top of the schedule, from the next step on. */
    @Test
    void isScaledForStepsToCome() {
        for (Trainer trainer : new Trainer[] {TRAINER, TRAINER.schedule(time -> 1)}) {
            LearningRate rate = new LearningRate(trainer, 4);
            rate.at(0);
            rate.scale(0.5);
            rate.scale(0.5);
            assertThat(rate.last()).isEqualTo(0.5);
            assertThat(rate.at(1).learningRate()).isEqualTo(0.125);
            assertThat(rate.last()).isEqualTo(0.125);
            assertThatThrownBy(() -> rate.scale(0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Training: the factor on the learning rate must be finite and above 0, but is 0.0");
        }
    }
}
