package dev.inercia.train;

import dev.inercia.nn.Network;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.loss.Loss;
import dev.inercia.nn.metric.Metric;
import dev.inercia.optim.Optimizer;
import dev.inercia.optim.ParameterGroups;
import dev.inercia.optim.gradient.GradientTransform;
import dev.inercia.optim.schedule.Schedule;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The settings of a {@link Trainer}. Changed only in a new copy, before a trainer holds it. */
final class Settings {

    Network network;
    Loss loss;
    Optimizer optimizer;
    int batchSize = Trainer.BATCH_SIZE;
    int accumulation = 1;
    int epochs = Trainer.EPOCHS;
    long seed;
    /** Null without validation data. */
    Dataset validation;

    ParameterGroups groups = ParameterGroups.defaults();
    List<GradientTransform> transforms = List.of();
    /** Null if the learning rate is constant. */
    Schedule schedule;

    Schedule.Unit scheduleUnit = Schedule.Unit.EPOCHS;
    List<Metric> metrics = List.of();
    List<Listener> listeners = Diagnosis.LISTENERS;
    /** Null if the network starts with its current weights. */
    StartingWeights startingWeights;

    Settings(Network network, Loss loss, Optimizer optimizer) {
        this.network = Objects.requireNonNull(network, "network");
        this.loss = Objects.requireNonNull(loss, "loss");
        this.optimizer = Objects.requireNonNull(optimizer, "optimizer");
    }

    /** Rejects a network that does not fit the settings. */
    void requireFit(Network other) {
        if (validation != null) {
            other.requireFits(validation, "validation data");
        }
        groups.requireFits(other.parameters());
    }

    /** A copy of a list with one more element. */
    static <T> List<T> append(List<T> list, T element) {
        return Stream.concat(list.stream(), Stream.of(element)).toList();
    }

    Settings copy() {
        Settings copy = new Settings(network, loss, optimizer);
        copy.batchSize = batchSize;
        copy.accumulation = accumulation;
        copy.epochs = epochs;
        copy.seed = seed;
        copy.validation = validation;
        copy.groups = groups;
        copy.transforms = transforms;
        copy.schedule = schedule;
        copy.scheduleUnit = scheduleUnit;
        copy.metrics = metrics;
        copy.listeners = listeners;
        copy.startingWeights = startingWeights;
        return copy;
    }
}
