package dev.inercia.examples.report;

import dev.inercia.examples.report.result.Setup;
import dev.inercia.examples.report.result.Setup.Cost;
import dev.inercia.examples.report.result.Setup.Start;
import dev.inercia.optim.Optimizer;

/**
 * A training that an experiment asks for.
 *
 * @param label what sets it apart within the experiment; the same for all seeds
 * @param setup its settings
 */
record Trial(String label, Setup setup) {

    /** The report's: 30 hidden units, start scaled by 1 / sqrt(inputs), quadratic cost, batches of 10. */
    static Trial of(String label, Optimizer optimizer, int epochs, long seed) {
        return new Trial(label, new Setup(30, Start.SCALED, Cost.QUADRATIC, optimizer, 10, epochs, seed));
    }

    Trial hidden(int units) {
        return with(new Setup(
                units,
                setup.start(),
                setup.cost(),
                setup.optimizer(),
                setup.batchSize(),
                setup.epochs(),
                setup.seed()));
    }

    Trial start(Start start) {
        return with(new Setup(
                setup.hidden(),
                start,
                setup.cost(),
                setup.optimizer(),
                setup.batchSize(),
                setup.epochs(),
                setup.seed()));
    }

    Trial cost(Cost cost) {
        return with(new Setup(
                setup.hidden(),
                setup.start(),
                cost,
                setup.optimizer(),
                setup.batchSize(),
                setup.epochs(),
                setup.seed()));
    }

    Trial batchSize(int size) {
        return with(new Setup(
                setup.hidden(), setup.start(), setup.cost(), setup.optimizer(), size, setup.epochs(), setup.seed()));
    }

    private Trial with(Setup other) {
        return new Trial(label, other);
    }
}
