package dev.inercia.examples.report.output;

import dev.inercia.examples.report.result.Outcome;
import dev.inercia.examples.report.result.Run;
import dev.inercia.train.Epoch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A CSV file per run: a row per epoch, as in RFC 4180. NaN is left empty. */
final class RunFiles {

    static final String DIRECTORY = "runs";

    private static final String HEADER = "epoch,loss,validationLoss,correct,total,trainingSeconds,evaluationSeconds";

    private RunFiles() {}

    /**
     * The file of each run, in order, relative to the report's directory: {@code runs/fig1-momentum-0-9-seed-1.csv}.
     */
    static List<String> names(Outcome outcome) {
        List<String> names = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Run run : outcome.runs()) {
            String plain = Text.slug(outcome.id() + "-" + run.label()) + "-seed-"
                    + run.setup().seed();
            String name = plain;
            for (int i = 2; !taken.add(name); i++) {
                name = plain + "-" + i;
            }
            names.add(DIRECTORY + "/" + name + ".csv");
        }
        return names;
    }

    static void write(Outcome outcome, Path directory) throws IOException {
        List<String> names = names(outcome);
        for (int i = 0; i < names.size(); i++) {
            Files.writeString(
                    directory.resolve(names.get(i)), csv(outcome.runs().get(i)));
        }
    }

    static String csv(Run run) {
        StringBuilder csv = new StringBuilder(HEADER).append("\r\n");
        for (Epoch epoch : run.history().epochs()) {
            csv.append(epoch.number()).append(',');
            csv.append(field(epoch.loss())).append(',');
            csv.append(field(epoch.validationLoss())).append(',');
            csv.append(epoch.correct()).append(',');
            csv.append(epoch.total()).append(',');
            csv.append(field(epoch.trainingSeconds())).append(',');
            csv.append(field(epoch.evaluationSeconds())).append("\r\n");
        }
        return csv.toString();
    }

    private static String field(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "";
    }
}
