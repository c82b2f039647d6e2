package dev.inercia.examples.report;

import dev.inercia.examples.report.result.Finding;
import dev.inercia.examples.report.result.Run;
import dev.inercia.examples.report.result.Run.Activity;
import dev.inercia.train.Epoch;
import dev.inercia.train.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs that never happened, to judge by: 10,000 test images, of the classes that t10k has. */
final class MadeUp {

    private static final int IMAGES = 10_000;
    private static final List<Integer> CLASSES = List.of(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009);

    private final Experiment experiment;
    private final List<Run> runs = new ArrayList<>();

    MadeUp(Experiment experiment) {
        this.experiment = experiment;
    }

    /** Seeds from 1 on, each with these correct images after its last epoch; epochs take this time. */
    MadeUp run(String label, double epochSeconds, int... correct) {
        for (int seed = 1; seed <= correct.length; seed++) {
            List<Epoch> epochs = new ArrayList<>();
            for (int number = 1; number <= 10; number++) {
                double seconds = epochSeconds * (1 + 0.001 * number);
                epochs.add(new Epoch(number, 0.1, 0.1, correct[seed - 1], IMAGES, seconds, 0.01));
            }
            add(label, seed, epochs, List.of(new Activity(1, 10, 0.5)));
        }
        return this;
    }

    /** One seed that has these correct images after its epochs, with this largest weighted input. */
    MadeUp course(String label, double largest, int... correct) {
        List<Epoch> epochs = new ArrayList<>();
        for (int i = 0; i < correct.length; i++) {
            epochs.add(new Epoch(i + 1, 0.1, 0.1, correct[i], IMAGES, 1, 0.01));
        }
        add(label, 1, epochs, List.of(new Activity(1, largest, 1)));
        return this;
    }

    private void add(String label, long seed, List<Epoch> epochs, List<Activity> activity) {
        Trial trial = experiment.trials(seed).stream()
                .filter(candidate -> candidate.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No label '" + label + "'"));
        History history = new History(epochs, List.of(), Optional.empty());
        runs.add(new Run(label, trial.setup(), history, activity, 1000));
    }

    /** Labels that are not mentioned have so many correct. */
    MadeUp others(int correct) {
        List<String> known = runs.stream().map(Run::label).toList();
        experiment.trials(1).stream()
                .map(Trial::label)
                .filter(label -> !known.contains(label))
                .forEach(label -> run(label, 1, correct));
        return this;
    }

    List<Finding> findings() {
        return experiment.judge(new Evidence(runs, CLASSES)).findings();
    }
}
