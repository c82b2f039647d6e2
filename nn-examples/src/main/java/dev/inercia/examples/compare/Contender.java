package dev.inercia.examples.compare;

import dev.inercia.optim.AdaBelief;
import dev.inercia.optim.AdaDelta;
import dev.inercia.optim.AdaGrad;
import dev.inercia.optim.AdaMax;
import dev.inercia.optim.Adam;
import dev.inercia.optim.AdamW;
import dev.inercia.optim.AmsGrad;
import dev.inercia.optim.CentredRmsProp;
import dev.inercia.optim.ExponentialMovingAverage;
import dev.inercia.optim.Lamb;
import dev.inercia.optim.Lion;
import dev.inercia.optim.Lookahead;
import dev.inercia.optim.Momentum;
import dev.inercia.optim.Muon;
import dev.inercia.optim.Nadam;
import dev.inercia.optim.Nesterov;
import dev.inercia.optim.Optimizer;
import dev.inercia.optim.RAdam;
import dev.inercia.optim.RmsProp;
import dev.inercia.optim.ScheduleFreeAdamW;
import dev.inercia.optim.Sgd;
import dev.inercia.optim.StochasticWeightAveraging;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * An optimizer whose learning rate is still to be found; its other settings are the defaults.
 *
 * @param name its name in the table
 * @param family the chart it appears in
 * @param make the factory of the optimizer
 */
public record Contender(String name, Family family, Make make) {

    /** The charts, each with a readable number of optimizers. */
    public enum Family {
        /** One rate for all parameters, including sign and orthogonalised updates. */
        MOMENTUM("SGD and momentum"),
        /** A rate per parameter, from squared gradients. */
        ADAPTIVE("AdaGrad and RMSprop"),
        /** Momentum with a rate per parameter. */
        ADAM("Adam and its kin"),
        /** AdamW, its successors, and averages around Adam. */
        DECOUPLED("AdamW and averages");

        private final String title;

        Family(String title) {
            this.title = title;
        }

        /** The title of the chart. */
        public String title() {
            return title;
        }
    }

    /** Makes an optimizer. */
    @FunctionalInterface
    public interface Make {

        /**
         * Makes an optimizer.
         *
         * @param learningRate its learning rate
         * @param steps the number of training steps
         */
        Optimizer at(double learningRate, long steps);
    }

    /** The optimizer that every chart includes for comparison. */
    public static final String REFERENCE = "Adam";

    private static Contender of(String name, Family family, DoubleFunction<Optimizer> make) {
        return new Contender(name, family, (rate, steps) -> make.apply(rate));
    }

    /** All optimizers of the library; wrappers wrap Adam. */
    public static List<Contender> all() {
        return List.of(
                of("Sgd", Family.MOMENTUM, Sgd::new),
                of("Momentum", Family.MOMENTUM, Momentum::new),
                of("Nesterov", Family.MOMENTUM, Nesterov::new),
                of("Lion", Family.MOMENTUM, Lion::new),
                of("Muon", Family.MOMENTUM, Muon::new),
                of("AdaGrad", Family.ADAPTIVE, AdaGrad::new),
                of("AdaDelta", Family.ADAPTIVE, AdaDelta::new),
                of("RmsProp", Family.ADAPTIVE, RmsProp::new),
                of("CentredRmsProp", Family.ADAPTIVE, CentredRmsProp::new),
                of(REFERENCE, Family.ADAM, Adam::new),
                of("AmsGrad", Family.ADAM, AmsGrad::new),
                of("AdaMax", Family.ADAM, AdaMax::new),
                of("Nadam", Family.ADAM, Nadam::new),
                of("RAdam", Family.ADAM, RAdam::new),
                of("AdaBelief", Family.ADAM, AdaBelief::new),
                of("AdamW", Family.DECOUPLED, AdamW::new),
                of("Lamb", Family.DECOUPLED, Lamb::new),
                of("ScheduleFreeAdamW", Family.DECOUPLED, ScheduleFreeAdamW::new),
                of("Lookahead(Adam)", Family.DECOUPLED, rate -> new Lookahead(new Adam(rate))),
                of(
                        "ExponentialMovingAverage(Adam)",
                        Family.DECOUPLED,
                        rate -> new ExponentialMovingAverage(new Adam(rate))),
                // As in the paper: averages the weights at four points from three quarters of training on.
                new Contender(
                        "StochasticWeightAveraging(Adam)",
                        Family.DECOUPLED,
                        (rate, steps) -> new StochasticWeightAveraging(
                                new Adam(rate), Math.max(1, steps * 3 / 4), Math.max(1, steps / 15))));
    }

    @Override
    public String toString() {
        return name;
    }
}
