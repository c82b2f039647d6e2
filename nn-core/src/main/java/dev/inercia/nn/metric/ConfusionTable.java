package dev.inercia.nn.metric;

import java.util.Locale;

/** A confusion matrix as text: rows are actual classes, columns predicted ones. */
final class ConfusionTable {

    /** Characters of a class name that fit above its column. */
    private static final int NAME_WIDTH = 10;

    private ConfusionTable() {}

    static String of(ConfusionMatrix matrix) {
        int classes = matrix.classes();
        int columns = classes > 0 && matrix.predicted(classes) > 0 ? classes + 1 : classes;
        int label = "actual".length();
        int cell = Math.max(6, String.valueOf(matrix.total()).length() + 1);
        for (int c = 0; c < classes; c++) {
            label = Math.max(label, matrix.className(c).length());
            cell = Math.max(cell, Math.min(matrix.className(c).length(), NAME_WIDTH) + 1);
        }
        StringBuilder table = new StringBuilder();
        table.append(String.format("%-" + label + "s", "actual"));
        for (int c = 0; c < columns; c++) {
            table.append(
                    String.format("%" + cell + "." + NAME_WIDTH + "s", c == classes ? "NaN" : matrix.className(c)));
        }
        table.append("    recall  precision      F1\n");
        for (int c = 0; c < classes; c++) {
            table.append(String.format("%-" + label + "s", matrix.className(c)));
            for (int predicted = 0; predicted < columns; predicted++) {
                table.append(String.format(Locale.ROOT, "%" + cell + "d", matrix.count(c, predicted)));
            }
            table.append(String.format(
                    Locale.ROOT, "%10.4f%11.4f%8.4f\n", matrix.recall(c), matrix.precision(c), matrix.f1(c)));
        }
        return table.append(String.format(
                        Locale.ROOT,
                        "%d / %d correct, accuracy %.4f, macro F1 %.4f",
                        matrix.correct(),
                        matrix.total(),
                        matrix.accuracy(),
                        matrix.macroF1()))
                .toString();
    }
}
