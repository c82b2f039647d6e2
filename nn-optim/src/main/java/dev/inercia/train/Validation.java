package dev.inercia.train;

import dev.inercia.nn.Evaluator;
import dev.inercia.nn.Network;
import dev.inercia.nn.metric.ConfusionMatrix;
import dev.inercia.nn.metric.Problem;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.optim.State;
import java.util.Optional;

/** The network as it is evaluated and kept, with averaged parameters if the optimizer averages, and its evaluation. */
final class Validation {

    private final Trainer trainer;
    private final State state;
    private final Network network;
    /** Null without validation data. */
    private final Evaluator evaluator;

    private ConfusionMatrix confusion;

    /** Of a training with this optimizer state. */
    Validation(Trainer trainer, State state) {
        this.trainer = trainer;
        this.state = state;
        network = trainer.optimizer().averages() ? trainer.network().copy() : trainer.network();
        evaluator = trainer.validation()
                .map(data -> new Evaluator(network, data, trainer.loss()))
                .orElse(null);
    }

    /** Brings the parameters that are evaluated, and what layers keep besides, up to date. */
    void average() {
        if (network != trainer.network()) {
            Parameters trained = trainer.network().parameters();
            trainer.optimizer().average(trained, state, network.parameters());
            if (!trained.buffers().isEmpty()) {
                network.parameters().buffers().assign(trained.buffers());
            }
        }
    }

    /**
     * Averages and evaluates.
     *
     * @param number of the epoch
     * @param loss its training loss
     * @param seconds it took
     */
    Epoch evaluate(int number, double loss, double seconds) {
        long start = System.nanoTime();
        average();
        if (evaluator == null) {
            return new Epoch(number, loss, Double.NaN, 0, 0, seconds, 0);
        }
        confusion = evaluator.problem() == Problem.CLASSIFICATION ? new ConfusionMatrix() : null;
        double validationLoss = confusion == null ? evaluator.run() : evaluator.run(confusion);
        int correct = confusion == null ? 0 : confusion.correct();
        int total = confusion == null ? 0 : confusion.total();
        double evaluationSeconds = (System.nanoTime() - start) / 1e9;
        return new Epoch(number, loss, validationLoss, correct, total, seconds, evaluationSeconds);
    }

    /** Averages, and gives the network that is trained what was averaged. */
    void keep() {
        average();
        trainer.network().parameters().assign(network.parameters());
    }

    /** Gives both networks these parameters. */
    void restore(Parameters parameters) {
        network.parameters().assign(parameters);
        trainer.network().parameters().assign(parameters);
    }

    /** The network that is evaluated. */
    Network network() {
        return network;
    }

    /** Of the last evaluation; empty without one or without classes. */
    Optional<ConfusionMatrix> confusion() {
        return Optional.ofNullable(confusion);
    }
}
