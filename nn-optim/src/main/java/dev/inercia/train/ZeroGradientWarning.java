package dev.inercia.train;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.optim.Stateful;

/**
 * Warns once if every gradient is exactly 0 for {@value #EPOCHS} epochs in a row, though there is much to learn: the output, or a whole layer, is dead, and no further step will change it. On by default; checks a
 * few steps of every epoch.
 */
public record ZeroGradientWarning() implements Listener {

    /** The number of epochs in a row without any gradient. */
    public static final int EPOCHS = 2;

    /** A network that has learned this share of what can be learned may have nothing to learn from a batch. */
    private static final double LEARNED = 0.9;

    @Override
    public Listener bind(Training training) {
        return new Watch(training);
    }

    private record State(boolean isZero, int looks, int epochs, boolean warned) {}

    private static final class Watch implements Listener, Stateful<State> {

        private final Memory gradients = Memory.create();
        private final int every;
        private boolean isZero = true;
        private int looks;
        private int epochs;
        private boolean warned;

        Watch(Training training) {
            every = Math.max(1, training.stepsPerEpoch() / GradientSizeWarning.LOOKS);
        }

        @Override
        public void onStep(Training training) {
            if (isZero
                    && !warned
                    && training.step() % every == 0
                    && training.pass().weight() > 0) {
                // Those of the batch, before penalties.
                isZero = gradients.at(training.pass().gradients().flat()).absoluteSum() == 0;
                looks++;
            }
        }

        @Override
        public void onEpoch(Training training, Epoch epoch) {
            epochs = isZero && looks > 0 ? epochs + 1 : 0;
            isZero = true;
            looks = 0;
            if (!warned && epochs >= EPOCHS && training.evidence().learned(epoch) < LEARNED) {
                warned = true;
                training.warn(
                        "every gradient is exactly 0 since epoch " + (epoch.number() - EPOCHS + 1)
                                + ": the network does not change any more",
                        training.causes().has(Cause.OUTPUT) ? Cause.OTHER : Cause.DEAD,
                        explain(training));
            }
        }

        private static String explain(Training training) {
            Activation output = training.trainer().network().architecture().outputActivation();
            if (output instanceof Identity) {
                return "a layer whose units are all dead, thrown there by a learning rate that is too high; try a tenth of"
                        + " it";
            }
            String name = output.getClass().getSimpleName();
            return "an output " + name + " that is saturated for every example; "
                    + (output instanceof Softmax
                            ? "use SoftmaxCrossEntropy, whose gradient does not vanish there"
                            : "leave it out, or use the loss that is fused with it");
        }

        @Override
        public State state() {
            return new State(isZero, looks, epochs, warned);
        }

        @Override
        public void restore(State state) {
            isZero = state.isZero;
            looks = state.looks;
            epochs = state.epochs;
            warned = state.warned;
        }
    }
}
