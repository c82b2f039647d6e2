package dev.inercia.train;

import dev.inercia.nn.Evaluator;
import dev.inercia.nn.Network;
import dev.inercia.nn.Pass;
import dev.inercia.nn.RunningStatistics;
import dev.inercia.nn.data.Batches;
import dev.inercia.nn.data.Dataset;
import dev.inercia.nn.metric.ConfusionMatrix;
import dev.inercia.nn.metric.Metric;
import dev.inercia.nn.metric.Problem;
import dev.inercia.nn.tensor.Memory;
import dev.inercia.nn.tensor.Parameters;
import dev.inercia.optim.State;
import dev.inercia.optim.Stateful;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Evaluates the network that is kept, with averaged parameters if the optimizer averages. */
final class Validation implements Stateful<Validation.Remembered> {

    /**
     * The most training examples that metrics are measured on; all of them would take as long as the training itself.
     */
    private static final int SAMPLE = 2000;

    /** The most classes whose confusion matrix is part of a checkpoint, in which it has 16 bytes for each pair. */
    private static final int MOST_CLASSES = 1000;

    private final Trainer trainer;
    private final State state;
    private final Network network;
    /** Null without validation data. */
    private final Evaluator evaluator;
    /** Null if there is nothing to measure. */
    private final Evaluator ofTraining;
    /** Empty metrics with distinct names. */
    private final List<Metric> metrics;

    private ConfusionMatrix confusion;
    /** The numbers of the confusion matrix, while it is saved or restored; null if there is none. */
    private INDArray table;

    private List<String> classNames = List.of();

    /** The state: the last confusion matrix, whose numbers are in {@link #arrays}, by the names of its classes. */
    record Remembered(List<String> classNames) {}

    /** Evaluates a training with this optimizer state. */
    Validation(Trainer trainer, Dataset data, State state) {
        this.trainer = trainer;
        this.state = state;
        network = trainer.optimizer().averages() ? trainer.network().copy() : trainer.network();
        evaluator = trainer.validation()
                .map(validation -> new Evaluator(network, validation, trainer.loss()))
                .orElse(null);
        metrics = new ArrayList<>();
        if (evaluator != null) {
            metrics.add(evaluator.problem().metric());
        }
        for (Metric metric : trainer.metrics()) {
            if (metrics.stream().noneMatch(other -> other.name().equals(metric.name()))) {
                metrics.add(metric.fresh());
            }
        }
        ofTraining = metrics.isEmpty() ? null : new Evaluator(network, Sample.dataset(data, SAMPLE));
        for (Metric metric : metrics) {
            metric.requireFits((evaluator == null ? ofTraining : evaluator).problem());
            requireFitsTraining(metric);
        }
    }

    private void requireFitsTraining(Metric metric) {
        try {
            metric.requireFits(ofTraining.problem());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The training data is of another kind than the validation data: " + e.getMessage(), e);
        }
    }

    /** Updates the evaluated parameters and the buffers of the layers. */
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
     * @param number the epoch's number
     * @param loss the epoch's training loss
     * @param learningRate the learning rate of its last step
     * @param seconds the time spent on training
     */
    Epoch evaluate(int number, double loss, double learningRate, double seconds) {
        long start = System.nanoTime();
        average();
        List<Metric> onTraining = fresh();
        List<Metric> onValidation = fresh();
        if (ofTraining != null) {
            ofTraining.run(onTraining.toArray(Metric[]::new));
        }
        double validationLoss = evaluator == null ? Double.NaN : validate(onValidation);
        List<Measure> measures = new ArrayList<>();
        for (int i = 0; i < metrics.size(); i++) {
            measures.add(new Measure(
                    metrics.get(i).name(),
                    metrics.get(i).higherIsBetter(),
                    value(onTraining.get(i)),
                    evaluator == null ? Double.NaN : value(onValidation.get(i))));
        }
        return new Epoch(
                number,
                loss,
                validationLoss,
                confusion == null ? 0 : confusion.correct(),
                confusion == null ? 0 : confusion.total(),
                measures,
                learningRate,
                seconds,
                ofTraining == null ? 0 : (System.nanoTime() - start) / 1e9);
    }

    /** The value of a metric; NaN if all examples it saw have weight 0. */
    private static double value(Metric metric) {
        try {
            return metric.value();
        } catch (IllegalStateException e) {
            return Double.NaN;
        }
    }

    private List<Metric> fresh() {
        return metrics.stream().map(Metric::fresh).toList();
    }

    private double validate(List<Metric> measured) {
        List<Metric> all = new ArrayList<>(measured);
        if (evaluator.problem() == Problem.CLASSIFICATION) {
            confusion = new ConfusionMatrix();
            all.add(confusion);
        }
        return evaluator.run(all.toArray(Metric[]::new));
    }

    /** The names of the metrics measured. */
    List<String> measures() {
        return metrics.stream().map(Metric::name).toList();
    }

    /**
     * Averages, and copies the result to the trained network.
     *
     * @param batches to compute the running statistics of averaged weights from; null to leave those of training
     */
    void keep(Batches batches) {
        average();
        if (batches != null && network != trainer.network()) {
            measure(batches);
        }
        trainer.network().parameters().assign(network.parameters());
    }

    /** Computes running statistics, such as those of a batch normalisation, for the weights as they are. */
    private void measure(Batches batches) {
        if (network.parameters().buffers().isEmpty()) {
            return;
        }
        RunningStatistics statistics = new RunningStatistics(network);
        statistics.computeAnew();
        int rows = batches.rows(0);
        Pass pass =
                Pass.training(network, rows, trainer.loss(), trainer.seed(), GradientStep.trained(trainer), statistics);
        for (int i = 0; i < batches.count() && batches.rows(i) == rows; i++) {
            statistics.begin();
            pass.at(i, 0);
            pass.predict(batches.get(i).features());
            statistics.commit();
        }
    }

    /** Copies these parameters to both networks. */
    void restore(Parameters parameters) {
        network.parameters().assign(parameters);
        trainer.network().parameters().assign(parameters);
    }

    /** The network that is evaluated. */
    Network network() {
        return network;
    }

    @Override
    public Remembered state() {
        Optional<ConfusionMatrix> saved = confusion().filter(matrix -> matrix.classes() <= MOST_CLASSES);
        table = saved.map(ConfusionMatrix::table).orElse(null);
        classNames = saved.map(ConfusionMatrix::classNames).orElse(List.of());
        return new Remembered(classNames);
    }

    @Override
    public void restore(Remembered state) {
        classNames = state.classNames();
        int classes = classNames.size();
        table = classes == 0
                ? null
                : Memory.zeros(DataType.DOUBLE, 2, classes, classes + 1).array();
    }

    @Override
    public Map<String, INDArray> arrays() {
        return table == null ? Map.of() : Map.of("confusion", table);
    }

    /** The confusion matrix of the last evaluation; empty before the first one or without classes. */
    Optional<ConfusionMatrix> confusion() {
        if (confusion == null && table != null) {
            confusion = ConfusionMatrix.of(table, classNames); // restored
        }
        return Optional.ofNullable(confusion);
    }
}
