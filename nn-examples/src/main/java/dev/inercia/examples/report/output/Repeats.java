package dev.inercia.examples.report.output;

import dev.inercia.examples.report.result.Run;
import dev.inercia.train.Epoch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The runs of one label: the same training with several seeds.
 *
 * @param label their label
 * @param runs at least one
 */
record Repeats(String label, List<Run> runs) {

    /** Groups runs by label, in order of first appearance. */
    static List<Repeats> of(List<Run> runs) {
        Map<String, List<Run>> byLabel = new LinkedHashMap<>();
        for (Run run : runs) {
            byLabel.computeIfAbsent(run.label(), label -> new ArrayList<>()).add(run);
        }
        return byLabel.entrySet().stream()
                .map(each -> new Repeats(each.getKey(), each.getValue()))
                .toList();
    }

    /** The largest number of completed epochs. */
    int epochs() {
        return runs.stream()
                .mapToInt(run -> run.history().epochs().size())
                .max()
                .orElse(0);
    }

    /** The results after an epoch, from 1 on, of the runs that reached it. */
    List<Epoch> at(int epoch) {
        return runs.stream()
                .map(run -> run.history().epochs())
                .filter(epochs -> epochs.size() >= epoch)
                .map(epochs -> epochs.get(epoch - 1))
                .toList();
    }

    /** The number of correct images after an epoch, over the runs that reached it. */
    Spread correct(int epoch) {
        return Spread.of(at(epoch).stream().mapToDouble(Epoch::correct).toArray());
    }

    String seeds() {
        return runs.stream().map(run -> Long.toString(run.setup().seed())).collect(Collectors.joining(", "));
    }
}
