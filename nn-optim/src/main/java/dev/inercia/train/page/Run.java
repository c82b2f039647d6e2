package dev.inercia.train.page;

import dev.inercia.nn.metric.ConfusionMatrix;
import dev.inercia.plot.Line;
import dev.inercia.train.Epoch;
import dev.inercia.train.History;
import dev.inercia.train.Training;
import dev.inercia.train.Warning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the page knows of one training: copies of numbers, never the training itself. Thread-safe. */
final class Run {

    /** Whether it goes on. */
    enum State {
        RUNNING,
        FINISHED,
        STOPPED
    }

    /** Classes up to which a confusion matrix is shown. */
    private static final int MOST_CLASSES = 30;

    private final String name;
    private final String settings;
    private final int epochsInAll;
    private final int stepsPerEpoch;
    private final double examplesPerStep;
    private final long firstStep;
    private final long start = System.nanoTime();
    private long now = start;
    private long step;
    private State state = State.RUNNING;
    private History history = new History(List.of(), List.of(), Optional.empty());
    private final StepSeries losses = new StepSeries();
    private final StepSeries rates = new StepSeries();
    private final Map<String, StepSeries> norms = new LinkedHashMap<>();
    private int[][] counts = {};
    private List<String> classes = List.of();
    private long version;

    Run(String name, Training training) {
        this.name = name;
        settings = training.trainer().toString();
        epochsInAll = training.trainer().epochs();
        stepsPerEpoch = training.stepsPerEpoch();
        examplesPerStep = (double) training.data().size() / stepsPerEpoch;
        firstStep = training.step();
        step = firstStep;
        history = training.history();
    }

    synchronized void sample(long atStep, double loss, double rate) {
        now = System.nanoTime();
        step = atStep;
        double position = (double) atStep / stepsPerEpoch;
        losses.add(position, loss);
        rates.add(position, rate);
        version++;
    }

    synchronized void norms(long atStep, Map<String, Double> measured, History soFar) {
        double position = (double) atStep / stepsPerEpoch;
        measured.forEach((layer, norm) ->
                norms.computeIfAbsent(layer, key -> new StepSeries()).add(position, norm));
        history = soFar;
        version++;
    }

    synchronized void epoch(long atStep, History soFar, Optional<ConfusionMatrix> confusion) {
        now = System.nanoTime();
        step = atStep;
        history = soFar;
        confusion.filter(matrix -> matrix.classes() <= MOST_CLASSES).ifPresent(this::count);
        version++;
    }

    private void count(ConfusionMatrix matrix) {
        int n = matrix.classes();
        counts = new int[n][n];
        List<String> names = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            names.add(matrix.className(i));
            for (int j = 0; j < n; j++) {
                counts[i][j] = matrix.count(i, j);
            }
        }
        classes = names;
    }

    synchronized void end(History result) {
        history = result;
        state = result.stopReason().isPresent() ? State.STOPPED : State.FINISHED;
        version++;
    }

    String name() {
        return name;
    }

    String settings() {
        return settings;
    }

    int epochsInAll() {
        return epochsInAll;
    }

    /** Grows with every change. */
    synchronized long version() {
        return version;
    }

    synchronized State state() {
        return state;
    }

    synchronized History history() {
        return history;
    }

    synchronized List<Warning> warnings() {
        return history.warnings();
    }

    synchronized Optional<Epoch> lastEpoch() {
        return history.last();
    }

    /** From 0 to 1. */
    synchronized double share() {
        return Math.min(1, (double) step / ((long) epochsInAll * stepsPerEpoch));
    }

    synchronized int currentEpoch() {
        return (int) Math.min(epochsInAll, step / stepsPerEpoch + 1);
    }

    /** The mean loss of the last steps; NaN before the first. */
    synchronized double loss() {
        return losses.last();
    }

    synchronized double rate() {
        return rates.last();
    }

    synchronized double seconds() {
        return (now - start) / 1e9;
    }

    /** NaN before the first steps. */
    synchronized double examplesPerSecond() {
        return step == firstStep ? Double.NaN : (step - firstStep) * examplesPerStep / seconds();
    }

    /** NaN before the first steps. */
    synchronized double secondsLeft() {
        long left = (long) epochsInAll * stepsPerEpoch - step;
        return step == firstStep ? Double.NaN : seconds() / (step - firstStep) * left;
    }

    /** [actual][predicted]; empty without classes. Not changed after it was given out. */
    synchronized int[][] counts() {
        return counts;
    }

    synchronized List<String> classes() {
        return classes;
    }

    synchronized Line lossLine(int style) {
        return new Line(name + ", each step", style, true, losses.positions(), losses.values());
    }

    synchronized Line rateLine(int style) {
        return new Line(name, style, false, rates.positions(), rates.values());
    }

    synchronized List<Line> normLines() {
        List<Line> lines = new ArrayList<>();
        norms.forEach((layer, series) ->
                lines.add(new Line("layer " + layer, lines.size(), false, series.positions(), series.values())));
        return lines;
    }
}
