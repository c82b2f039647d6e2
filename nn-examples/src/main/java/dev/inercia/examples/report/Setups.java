package dev.inercia.examples.report;

import dev.inercia.examples.Digits;
import dev.inercia.examples.report.result.Setup;
import dev.inercia.examples.report.result.Setup.Cost;
import dev.inercia.examples.report.result.Setup.Start;
import dev.inercia.nn.Network;
import dev.inercia.nn.activation.Sigmoid;
import dev.inercia.nn.activation.Softmax;
import dev.inercia.nn.init.Initializer;
import dev.inercia.nn.init.ScaledNormal;
import dev.inercia.nn.init.StandardNormal;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.loss.Quadratic;
import dev.inercia.nn.loss.SoftmaxCrossEntropy;
import dev.inercia.optim.Optimizer;
import dev.inercia.train.Trainer;

/** The settings that the experiments share, and the trainer of a setup. */
final class Setups {

    static final int INPUTS = 784;
    static final int HIDDEN = 30;
    static final int CLASSES = 10;
    static final int BATCH_SIZE = 10;
    static final double MOMENTUM = 0.9;

    /** The default settings, in words. */
    static final String USUAL =
            "784-30-10 with sigmoids and quadratic cost, scaled start (weights normal with a standard deviation of"
                    + " 1 / sqrt(inputs), biases of 1), batches of 10";

    private Setups() {}

    /** The default setup. */
    static Setup usual(Optimizer optimizer, int epochs, long seed) {
        return new Setup(HIDDEN, Start.SCALED, Cost.QUADRATIC, optimizer, BATCH_SIZE, epochs, seed);
    }

    /** A trainer with a new network, evaluated on the test images after every epoch. */
    static Trainer trainer(Setup setup, Digits digits) {
        Initializer weights = switch (setup.start()) {
            case SCALED -> new ScaledNormal();
            case STANDARD_NORMAL -> new StandardNormal();
        };
        boolean quadratic = setup.cost() == Cost.QUADRATIC;
        Network network = Network.input(INPUTS)
                .layer(new Dense(setup.hidden(), new Sigmoid(), weights, new StandardNormal()))
                .layer(new Dense(CLASSES).weights(weights).biases(new StandardNormal()))
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
        return steps * (0.5 + 0.5 * setup.hidden() / HIDDEN * setup.batchSize() / BATCH_SIZE);
    }
}
