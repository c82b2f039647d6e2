package dev.inercia.examples.spark;

import dev.inercia.nn.Network;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.optim.State;
import dev.inercia.train.Epoch;
import dev.inercia.train.History;
import dev.inercia.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The driver's side of a training: the network and its optimizer state between rounds, and the results so far. */
final class AveragedNetwork {

    private final Trainer trainer;
    private final Parameters parameters;
    private final State state;
    /** The network that is evaluated and kept: another one if the optimizer averages weights. */
    private final Network kept;

    private final Measurements measurements;
    private final List<Epoch> epochs = new ArrayList<>();
    private Vectors vectors;
    private String stopReason;
    private int epoch;
    private long startNanos;
    private double loss;
    private double weight;
    private double learningRate;

    AveragedNetwork(Trainer trainer, Dataset validation) {
        this.trainer = trainer;
        parameters = trainer.network().parameters();
        Vectors.requireFloat(parameters);
        state = trainer.optimizer().start(parameters, trainer.parameterGroups());
        kept = trainer.optimizer().averages() ? trainer.network().copy() : trainer.network();
        measurements = new Measurements(kept, trainer, validation);
        vectors = Vectors.of(parameters, state);
    }

    /** What the next round starts from. */
    Vectors vectors() {
        return vectors;
    }

    int epoch() {
        return epoch;
    }

    boolean isStopped() {
        return stopReason != null;
    }

    /** Begins the next epoch; false after the last. */
    boolean beginEpoch() {
        if (isStopped() || epoch == trainer.epochs()) {
            return false;
        }
        epoch++;
        startNanos = System.nanoTime();
        loss = 0;
        weight = 0;
        return true;
    }

    /** Takes over what the partitions bring back from a round; nothing of it if one had a problem. */
    void take(List<Part> parts) {
        for (Part part : parts) {
            if (part.problem() != null) {
                stopReason = part.problem();
                return;
            }
        }
        if (parts.stream().noneMatch(part -> part.weight() > 0)) {
            return; // a round of examples that all have weight 0
        }
        Average average = new Average(parts);
        vectors = average.vectors(parameters.segments());
        loss += average.loss() * average.weight();
        weight += average.weight();
        learningRate = parts.stream()
                .filter(part -> part.weight() > 0)
                .findFirst()
                .orElseThrow()
                .learningRate();
    }

    /** Evaluates; empty if the epoch ended early. */
    Optional<Epoch> endEpoch() {
        if (isStopped()) {
            return Optional.empty();
        }
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        update();
        Epoch result = measurements.measure(epoch, weight == 0 ? 0 : loss / weight, learningRate, seconds);
        epochs.add(result);
        return Optional.of(result);
    }

    private void update() {
        vectors.copyTo(parameters, state);
        if (kept != trainer.network()) {
            trainer.optimizer().average(parameters, state, kept.parameters());
            if (!parameters.buffers().isEmpty()) {
                kept.parameters().buffers().assign(parameters.buffers());
            }
        }
    }

    /** The trained network, with averaged weights if the optimizer averages. */
    Network finish() {
        update();
        return kept;
    }

    History history() {
        return new History(epochs, List.of(), Optional.ofNullable(stopReason));
    }
}
