package dev.inercia.train;

import dev.inercia.optim.Stateful;
import java.util.Locale;

/**
 * Warns once if all predictions are the same class: "all 10000 predictions are class 2". If nearly all training
 * examples are of that class, says so, at the end. On by default; checks the validation data after every epoch from a
 * quarter of the training on.
 */
public record CollapseWarning() implements Listener {

    /** Above this share of the training examples, a class is all that there is to predict. */
    public static final double MAJORITY = 0.9;

    /** With this share of what can be learned, the training data is not to blame. */
    private static final double LEARNED = 0.5;

    @Override
    public Listener bind(Training training) {
        return new Watch();
    }

    private record State(FirstLoss.Losses first, boolean warned) {}

    private static final class Watch implements Listener, Stateful<State> {

        private final FirstLoss first = new FirstLoss();
        private boolean warned;

        @Override
        public void onStep(Training training) {
            first.step(training);
        }

        @Override
        public void onEpoch(Training training, Epoch epoch) {
            if (!warned && training.evidence().isTimeToJudge()) {
                Answers.of(training).filter(Answers::isCollapsed).ifPresent(answers -> {
                    if (answers.share() <= MAJORITY) {
                        warn(training, epoch, answers);
                    }
                });
            }
        }

        @Override
        public void beforeEnd(Training training) {
            if (!warned && training.evidence().isEndToJudge()) {
                Answers.of(training)
                        .filter(Answers::isCollapsed)
                        .ifPresent(answers -> training.lastEpoch().ifPresent(epoch -> warn(training, epoch, answers)));
            }
        }

        private void warn(Training training, Epoch epoch, Answers answers) {
            warned = true;
            String symptom = "all " + answers.total() + " predictions are class " + answers.predicted();
            if (answers.share() > MAJORITY) {
                training.warn(
                        symptom,
                        Cause.OTHER,
                        String.format(
                                Locale.ROOT,
                                "%.1f %% of the training examples are of that class; give the others more weight, as in"
                                        + " data.classWeights(data.balancedClassWeights())",
                                100 * answers.share()));
            } else if (training.evidence().baseline().learned(epoch.loss()) > LEARNED) {
                training.warn(
                        symptom,
                        Cause.VALIDATION,
                        "validation examples unlike those that it was trained on, of which it knows most; prepare both in"
                                + " the same way");
            } else if (training.evidence().rate(first, epoch.loss()) == Cause.RATE_TOO_HIGH) {
                training.warn(
                        symptom,
                        Cause.RATE_TOO_HIGH,
                        "the learning rate is too high and units are saturated; try a tenth of it");
            } else {
                training.warn(
                        symptom,
                        Cause.RATE_TOO_LOW,
                        "the network has barely begun to learn; try ten times the learning rate, or the learning-rate"
                                + " finder");
            }
        }

        @Override
        public State state() {
            return new State(first.state(), warned);
        }

        @Override
        public void restore(State state) {
            first.restore(state.first);
            warned = state.warned;
        }
    }
}
