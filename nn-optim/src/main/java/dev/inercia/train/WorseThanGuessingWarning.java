package dev.inercia.train;

import dev.inercia.nn.Baseline;
import dev.inercia.optim.Stateful;
import java.util.Locale;

/**
 * Warns once if the loss stays above that of guessing, the loss of the best constant prediction: for a quarter of the
 * training and at least {@value #EPOCHS} epochs without falling, or still at the end. Regression targets far from 0
 * are named as the cause if the network is on its way to them and will not arrive. On by default.
 */
public record WorseThanGuessingWarning() implements Listener {

    /** Fewer epochs are not judged. */
    public static final int EPOCHS = 3;

    /** Above guessing by more than this share of what can be learned, the loss is worse. */
    public static final double TOLERANCE = 0.1;

    /** At the end, a loss that is above guessing by more than this share is worse. */
    private static final double TOLERANCE_AT_END = 0.02;
    /** The loss falls if it lost this share of what it is above guessing over {@value #EPOCHS} epochs. */
    private static final double FALLS = 0.1;
    /** By how much faster the loss may fall later than now. */
    private static final double FASTER = 4;

    private static final String SMALL =
            "targets whose spread is tiny beside what the network gives at first; standardise"
                    + " them, as the output activation Destandardize.of(data) does";

    @Override
    public Listener bind(Training training) {
        return new Watch();
    }

    private record State(FirstLoss.Losses first, double previous, double beforePrevious, int stays, boolean warned) {}

    private static final class Watch implements Listener, Stateful<State> {

        private final FirstLoss first = new FirstLoss();
        /** How far above guessing the two epochs before were. */
        private double previous = Double.NaN;

        private double beforePrevious = Double.NaN;
        /** The number of epochs in a row in which the loss was worse and did not fall. */
        private int stays;

        private boolean warned;

        @Override
        public void onStep(Training training) {
            first.step(training);
        }

        @Override
        public void onEpoch(Training training, Epoch epoch) {
            if (warned) {
                return;
            }
            double above = -training.evidence().learned(epoch);
            boolean falls = above < (1 - FALLS) * beforePrevious || Double.isNaN(beforePrevious);
            stays = above > TOLERANCE && !falls ? stays + 1 : 0;
            int left = training.trainer().epochs() - epoch.number();
            boolean isHopeless = above > TOLERANCE
                    && epoch.number() >= EPOCHS
                    && above > FASTER * Math.max(left, EPOCHS) * Math.abs(previous - above)
                    && DataSize.hasFarTargets(training);
            if (training.evidence().isTimeToJudge()
                    && (isHopeless || stays >= Math.max(1, training.trainer().epochs() / 4 - EPOCHS + 1))) {
                warn(training, epoch);
            }
            beforePrevious = previous;
            previous = above;
        }

        @Override
        public void beforeEnd(Training training) {
            training.lastEpoch().ifPresent(epoch -> {
                if (!warned
                        && !training.causes().isAnyBlamed()
                        && epoch.number() >= EPOCHS
                        && training.evidence().isEndToJudge()
                        && training.evidence().learned(epoch) < -TOLERANCE_AT_END) {
                    warn(training, epoch);
                }
            });
        }

        private void warn(Training training, Epoch epoch) {
            warned = true;
            Baseline baseline = training.evidence().baseline();
            Cause rate = training.evidence().rate(first, epoch.loss());
            boolean isSmall = rate == Cause.RATE_TOO_LOW && DataSize.hasTinyTargets(training);
            boolean isFar = rate == Cause.RATE_TOO_LOW && !isSmall && DataSize.hasFarTargets(training);
            training.warn(
                    String.format(
                            Locale.ROOT,
                            "the loss is %.4g, above the %.4g of the best constant prediction: the network is worse than"
                                    + " guessing",
                            epoch.loss(),
                            baseline.guess()),
                    isFar || isSmall ? Cause.TARGETS : rate,
                    isSmall ? SMALL : explain(training, rate, isFar));
        }

        private static String explain(Training training, Cause rate, boolean isFar) {
            if (isFar) {
                return "targets as large as " + DataSize.targets(training)
                        + " are too far for this learning rate; standardise them, as the output activation"
                        + " Destandardize.of(data) does";
            }
            return rate == Cause.RATE_TOO_HIGH
                    ? "the learning rate is too high; try a tenth of it"
                    : "the learning rate is too small for this many epochs; try ten times as much, or the learning-rate"
                            + " finder";
        }

        @Override
        public State state() {
            return new State(first.state(), previous, beforePrevious, stays, warned);
        }

        @Override
        public void restore(State state) {
            first.restore(state.first);
            previous = state.previous;
            beforePrevious = state.beforePrevious;
            stays = state.stays;
            warned = state.warned;
        }
    }
}
