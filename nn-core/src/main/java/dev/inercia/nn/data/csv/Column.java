package dev.inercia.nn.data.csv;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A column of a CSV file.
 *
 * @param file the name of the file, for messages
 * @param name from the header
 * @param values as trimmed text
 * @param lines the line number at which each value's row begins
 */
record Column(String file, String name, List<String> values, List<Long> lines) {

    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
    private static final Set<String> MISSING = Set.of("na", "n/a", "nan", "null", "?");

    private String where(int row) {
        return file + ", line " + lines.get(row) + ", row " + (row + 1) + ", column '" + name + "'";
    }

    /**
     * Refuses missing values.
     *
     * @param isDeclared true if the column was declared a category: then only an empty field is missing
     */
    void requireComplete(boolean isDeclared) {
        for (int row = 0; row < values.size(); row++) {
            String value = values.get(row);
            if (value.isEmpty() || (!isDeclared && MISSING.contains(value.toLowerCase(Locale.ROOT)))) {
                throw new IllegalArgumentException(where(row) + ": the value is missing"
                        + (value.isEmpty() ? "" : " ('" + value + "')")
                        + ": remove the row, fill the value in, or leave the column out with without(\"" + name
                        + "\")");
            }
        }
    }

    /** True if all values are numbers; refuses a mix of numbers and text. */
    boolean isNumeric() {
        long numbers =
                values.stream().filter(value -> NUMBER.matcher(value).matches()).count();
        if (numbers > 0 && numbers < values.size()) {
            for (int row = 0; row < values.size(); row++) {
                requireNumber(row);
            }
        }
        return numbers > 0;
    }

    private void requireNumber(int row) {
        if (!NUMBER.matcher(values.get(row)).matches()) {
            throw new IllegalArgumentException(where(row) + ": expected a number, as in other rows, but got '"
                    + values.get(row) + "': correct it, or declare the column with categories(\"" + name + "\")");
        }
    }

    double number(int row) {
        requireNumber(row);
        return Double.parseDouble(values.get(row));
    }

    /** The distinct values, in the order of the file. */
    Set<String> different() {
        return new LinkedHashSet<>(values);
    }

    /** The index of a value in this list. */
    int indexIn(List<String> categories, int row) {
        int index = categories.indexOf(values.get(row));
        if (index < 0) {
            throw new IllegalArgumentException(where(row) + ": '" + values.get(row)
                    + "' is not among the values that the column has in the training data, " + categories);
        }
        return index;
    }
}
