package dev.inercia.examples.spark;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.inercia.nn.data.Dataset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Reads the lines of CSV files, as {@code context.textFile(path, partitions)} gives them: all columns are numeric
 * features, except the one with the class. A field must not contain a line break, because files are split at these.
 *
 * @param header the header line; lines equal to it are skipped
 * @param label the column with the class
 * @param classes the names of all classes, since a partition may lack some
 */
public record CsvLines(String header, String label, List<String> classes) implements PartitionReader<String> {

    /**
     * @throws IllegalArgumentException if the header has no such column
     */
    public CsvLines {
        classes = List.copyOf(classes);
        if (!fields(header).contains(label)) {
            throw new IllegalArgumentException("There is no column '" + label + "' in the header '" + header + "'");
        }
    }

    @Override
    public Dataset read(int partition, Iterator<String> rows) {
        int target = fields(header).indexOf(label);
        int columns = fields(header).size();
        List<float[]> features = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        while (rows.hasNext()) {
            String line = rows.next();
            if (line.isBlank() || line.equals(header)) {
                continue;
            }
            List<String> fields = fields(line);
            if (fields.size() != columns) {
                throw new IllegalArgumentException("Expected " + columns + " fields as in the header, but the line '"
                        + line + "' has " + fields.size());
            }
            labels.add(fields.get(target));
            features.add(numbers(fields, target, line));
        }
        return Dataset.of(features.toArray(float[][]::new), labels, classes);
    }

    private static float[] numbers(List<String> fields, int target, String line) {
        float[] numbers = new float[fields.size() - 1];
        for (int i = 0; i < fields.size(); i++) {
            if (i != target) {
                try {
                    numbers[i < target ? i : i - 1] = Float.parseFloat(fields.get(i));
                } catch (NumberFormatException e) {
                    throw new IllegalArgumentException(
                            "Expected a number in field " + (i + 1) + " of the line '" + line + "'", e);
                }
            }
        }
        return numbers;
    }

    private static List<String> fields(String line) {
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(line)) {
            return reader.iterator().next().getFields().stream()
                    .map(String::strip)
                    .toList();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
