package dev.inercia.examples.report;

import dev.inercia.examples.Digits;
import dev.inercia.examples.report.result.Setup;
import dev.inercia.examples.report.result.Setup.Cost;
import dev.inercia.examples.report.result.Setup.Start;
import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.init.Glorot;
import dev.inercia.nn.init.Initializer;
import dev.inercia.nn.init.ScaledNormal;
import dev.inercia.nn.init.StandardNormal;
import dev.inercia.nn.init.Zeros;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.Quadratic;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.optim.Momentum;
import dev.inercia.optim.Optimizer;
import dev.inercia.optim.Sgd;
import dev.inercia.train.Trainer;
import java.util.List;
import java.util.Locale;

/** The settings that the experiments share, and the trainer of a setup. */
final class Setups {

    static final int INPUTS = 784;
    static final int HIDDEN = 30;
    static final int CLASSES = 10;
    static final int BATCH_SIZE = 10;
    static final double MOMENTUM = 0.9;

    /** The book's two starts; the report does not say which it used. */
    static final List<Start> STARTS = List.of(Start.SCALED, Start.STANDARD_NORMAL);

    private Setups() {}

    /** The default setup. */
    static Setup usual(Optimizer optimizer, int epochs, long seed) {
        return usual(Start.SCALED, optimizer, epochs, seed);
    }

    /** The default setup with one of the starts. */
    static Setup usual(Start start, Optimizer optimizer, int epochs, long seed) {
        return new Setup(HIDDEN, start, Cost.QUADRATIC, optimizer, BATCH_SIZE, epochs, seed);
    }

    /** A start as part of a label. */
    static String name(Start start) {
        return switch (start) {
            case SCALED -> "scaled start";
            case STANDARD_NORMAL -> "standard-normal start";
            case GLOROT -> "Glorot start";
        };
    }

    /** The key of a start's name. */
    static String key(Start start) {
        return "start." + start.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A trainer with a new network, evaluated on the test images after every epoch. */
    static Trainer trainer(Setup setup, Digits digits) {
        Initializer weights = switch (setup.start()) {
            case SCALED -> new ScaledNormal();
            case STANDARD_NORMAL -> new StandardNormal();
            case GLOROT -> Glorot.uniform();
        };
        Initializer biases = setup.start() == Start.GLOROT ? new Zeros() : new StandardNormal();
        boolean quadratic = setup.cost() == Cost.QUADRATIC;
        Network network = Network.input(INPUTS)
                .layer(new Dense(setup.hidden(), new Sigmoid(), weights, biases))
                .layer(new Dense(CLASSES).weights(weights).biases(biases))
                .output(quadratic ? new Sigmoid() : new Softmax())
                .seed(setup.seed())
                .build();
        return new Trainer(network, quadratic ? new Quadratic() : new SoftmaxCrossEntropy(), setup.optimizer())
                .batchSize(setup.batchSize())
                .epochs(setup.epochs())
                .seed(setup.seed())
                .validation(digits.test());
    }

    /** The approximate cost of a setup, in steps of the default one. */
    static double effort(Setup setup, int images) {
        double steps = (double) setup.epochs() * ((images + setup.batchSize() - 1) / setup.batchSize());
        double hidden = (double) setup.hidden() / HIDDEN;
        // Square roots and divisions for each parameter, or none.
        double update = setup.optimizer() instanceof Sgd || setup.optimizer() instanceof Momentum ? 0.47 : 0.87;
        return steps * (update + hidden * (0.13 + 0.4 * setup.batchSize() / BATCH_SIZE));
    }
}
