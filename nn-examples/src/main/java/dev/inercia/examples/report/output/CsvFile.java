package dev.inercia.examples.report.output;

import dev.inercia.examples.report.result.Run;
import dev.inercia.train.Epoch;
import java.util.Locale;

/** A run as CSV: a line for each epoch. Not a number is an empty field. */
final class CsvFile {

    private static final String HEADER = "epoch,loss,testLoss,correct,total,trainingSeconds,evaluationSeconds\r\n";

    private CsvFile() {}

    static String of(Run run) {
        StringBuilder csv = new StringBuilder(HEADER);
        for (Epoch e : run.history().epochs()) {
            csv.append(e.number())
                    .append(',')
                    .append(number(e.loss()))
                    .append(',')
                    .append(number(e.validationLoss()))
                    .append(',')
                    .append(e.correct())
                    .append(',')
                    .append(e.total())
                    .append(',')
                    .append(number(e.trainingSeconds()))
                    .append(',')
                    .append(number(e.evaluationSeconds()))
                    .append("\r\n");
        }
        return csv.toString();
    }

    private static String number(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "";
    }

    /** A file's name for a run of an experiment: {@code fig1-momentum-0.9-seed-1.csv}. */
    static String name(String experiment, Run run) {
        String label = run.label().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-");
        return experiment + "-" + label + "-seed-" + run.setup().seed() + ".csv";
    }
}
