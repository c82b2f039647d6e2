package dev.inercia.examples.report;

import dev.inercia.examples.report.result.Finding;
import dev.inercia.examples.report.result.Run;
import dev.inercia.examples.report.result.Run.Activity;
import dev.inercia.examples.report.text.Messages;
import dev.inercia.train.Epoch;
import dev.inercia.train.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs that never happened, to judge by: 10,000 test images, of the classes that t10k has. */
final class MadeUp {

    private static final int IMAGES = 10_000;
    private static final List<Integer> CLASSES = List.of(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009);

    private final ReportExperiment experiment;
    private final List<Run> runs = new ArrayList<>();
    private final List<Run> timed = new ArrayList<>();

    MadeUp(ReportExperiment experiment) {
        this.experiment = experiment;
    }

    /** Seeds from 1 on, each with these correct images after all of its epochs. */
    MadeUp run(String label, int... correct) {
        for (int seed = 1; seed <= correct.length; seed++) {
            runs.add(run(experiment, label, seed, 1, 10, correct[seed - 1]));
        }
        return this;
    }

    /** Seeds from 1 on, each with this largest weighted input. */
    MadeUp frozen(String label, int correct, double... largest) {
        for (int seed = 1; seed <= largest.length; seed++) {
            runs.add(run(experiment, label, seed, 1, largest[seed - 1], correct));
        }
        return this;
    }

    /** Epochs of timing's runs take this time, seeds from 1 on. */
    MadeUp timed(String label, double... seconds) {
        for (int seed = 1; seed <= seconds.length; seed++) {
            timed.add(run(new Timing(), label, seed, seconds[seed - 1], 10, 9000));
        }
        return this;
    }

    private static Run run(
            ReportExperiment experiment, String label, long seed, double seconds, double largest, int correct) {
        Trial trial = experiment.trials(seed).stream()
                .filter(candidate -> candidate.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No label '" + label + "'"));
        List<Epoch> epochs = new ArrayList<>();
        for (int number = 1; number <= 5; number++) {
            // one epoch is disturbed, which a median does not notice
            double took = seconds * (number == 3 ? 7 : 1);
            epochs.add(new Epoch(number, 0.1, 0.1, correct, IMAGES, took, 0.01));
        }
        History history = new History(epochs, List.of(), Optional.empty());
        return new Run(label, trial.setup(), history, List.of(new Activity(1, largest, 0.5)), 1000);
    }

    /** Labels that are not mentioned have so many correct. */
    MadeUp others(int... correct) {
        List<String> known = runs.stream().map(Run::label).toList();
        experiment.trials(1).stream()
                .map(Trial::label)
                .filter(label -> !known.contains(label))
                .forEach(label -> run(label, correct));
        return this;
    }

    Evidence evidence() {
        return new Evidence(experiment.isAlone() ? timed : runs, timed, CLASSES);
    }

    List<Finding> findings() {
        return experiment.judge(evidence(), Messages.in("en")).findings();
    }
}
