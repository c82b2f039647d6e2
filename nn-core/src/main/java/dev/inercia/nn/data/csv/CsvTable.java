package dev.inercia.nn.data.csv;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.data.Dataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A CSV file with a header line, as a source of data sets. Immutable.
 *
 * <pre>{@code
 * CsvTable table = CsvTable.read(Path.of("titanic.csv")).without("name", "ticket").categories("class");
 * Dataset training = table.labels("survived");
 * Dataset test = CsvTable.read(Path.of("test.csv")).like(table).labels("survived");
 * INDArray predictions = network.predict(Nd4j.createFromArray(
 *         CsvTable.read(Path.of("new.csv")).like(table).features("survived")));
 * }</pre>
 *
 * <p>A numeric column is a feature; a text column is a category, encoded one-hot with a feature for each distinct
 * value. Missing values (an empty field, {@code NA}, {@code NaN}, {@code null}, {@code ?}) are refused, naming row and
 * column.
 */
@CheckReturnValue
public final class CsvTable {

    /** A text column with more distinct values than this is refused unless declared a category. */
    private static final int MOST_CATEGORIES = 100;

    private final List<Column> columns;
    private final Set<String> declared;
    /** The table that defines the features: this one, or the one passed to {@link #like}. */
    private final CsvTable reference;

    private final Map<String, List<String>> categories = new ConcurrentHashMap<>();

    private CsvTable(List<Column> columns, Set<String> declared, CsvTable reference) {
        this.columns = columns;
        this.declared = declared;
        this.reference = reference == null ? this : reference;
    }

    /**
     * Reads a file in UTF-8 whose fields are separated by commas.
     *
     * @throws IllegalArgumentException if it has no header, no rows, or rows of different lengths
     * @throws IllegalStateException if the CSV library is not on the class path
     * @throws UncheckedIOException if the file cannot be read
     */
    public static CsvTable read(Path file) {
        return read(file, ',');
    }

    /** Reads a file with another separator, such as a semicolon or a tab; see {@link #read(Path)}. */
    public static CsvTable read(Path file, char separator) {
        try {
            return new CsvTable(FastCsv.read(file, separator), Set.of(), null);
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "Reading CSV needs the library de.siegmar:fastcsv, which is optional and not on the class path: add the"
                            + " dependency de.siegmar:fastcsv:4.4.0 to your program",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** The names of the columns, in order. */
    public List<String> columns() {
        return columns.stream().map(Column::name).toList();
    }

    /** The number of rows below the header. */
    public int rows() {
        return columns.get(0).values().size();
    }

    /** The table without some columns: names, row numbers, anything unknown at prediction time. */
    public CsvTable without(String... names) {
        Set<String> left = requireAll(names);
        List<Column> others =
                columns.stream().filter(column -> !left.contains(column.name())).toList();
        return new CsvTable(others, declared, null);
    }

    /** Declares columns to be categories: numbers such as zip codes, or text with many distinct values. */
    public CsvTable categories(String... names) {
        Set<String> all = new HashSet<>(declared);
        all.addAll(requireAll(names));
        return new CsvTable(columns, all, null);
    }

    /**
     * Uses the features and classes of the training table, in the same order. Refuses categories that do not occur
     * there; ignores columns that it does not have.
     */
    public CsvTable like(CsvTable training) {
        return new CsvTable(columns, training.declared, training);
    }

    /** Examples with the class in this column, as text or number; all other columns are features. */
    public Dataset labels(String name) {
        List<String> names = reference.classNames(name);
        Column column = complete(name);
        List<String> labels = new ArrayList<>();
        for (int row = 0; row < rows(); row++) {
            labels.add(names.get(column.indexIn(names, row)));
        }
        return Dataset.of(features(name), labels, names);
    }

    /** The classes, in the order of their indices. */
    private List<String> classNames(String name) {
        List<String> different = List.copyOf(complete(name).different());
        return Dataset.of(new float[different.size()][1], different).classNames();
    }

    /** Examples with target values in these columns; all others are features. */
    public Dataset values(String... names) {
        double[][] targets = new double[rows()][names.length];
        for (int j = 0; j < names.length; j++) {
            Column column = complete(names[j]);
            for (int row = 0; row < rows(); row++) {
                targets[row][j] = column.number(row);
            }
        }
        return Dataset.of(features(names), targets);
    }

    /**
     * The features of every row: all columns except these, which may be missing if the table follows another
     * ({@link #like}).
     *
     * @return {@code [rows][features]}, in the order of {@link #featureNames}
     */
    public double[][] features(String... except) {
        double[][] features = new double[rows()][featureNames(except).size()];
        int next = 0;
        for (String name : reference.inputs(except)) {
            Column column = complete(name);
            List<String> categories = reference.categories(name);
            for (int row = 0; row < rows(); row++) {
                if (categories.isEmpty()) {
                    features[row][next] = column.number(row);
                } else {
                    features[row][next + column.indexIn(categories, row)] = 1;
                }
            }
            next += Math.max(1, categories.size());
        }
        return features;
    }

    /** The names of the features: the column, or column and value for a category, as in {@code sex=female}. */
    public List<String> featureNames(String... except) {
        List<String> names = new ArrayList<>();
        for (String name : reference.inputs(except)) {
            List<String> categories = reference.categories(name);
            if (categories.isEmpty()) {
                names.add(name);
            } else {
                categories.forEach(category -> names.add(name + "=" + category));
            }
        }
        return names;
    }

    private List<String> inputs(String... except) {
        Set<String> left = requireAll(except);
        List<String> inputs =
                columns().stream().filter(name -> !left.contains(name)).toList();
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one column besides " + Arrays.toString(except)
                    + " to be a feature, but there are only " + columns());
        }
        return inputs;
    }

    /** The distinct values of a text column; none for a numeric one. Computed once. */
    private List<String> categories(String name) {
        return categories.computeIfAbsent(name, key -> {
            Column column = complete(key);
            if (!declared.contains(key) && column.isNumeric()) {
                return List.of();
            }
            Set<String> different = new TreeSet<>(column.different());
            if (different.size() > MOST_CATEGORIES && !declared.contains(key)) {
                throw new IllegalArgumentException(column.file() + ", column '" + key + "': there are "
                        + different.size() + " different texts, such as '"
                        + column.values().get(0)
                        + "', and each would be a feature: leave the column out with without(\""
                        + key + "\"), or declare it with categories(\"" + key
                        + "\"); numbers need a decimal point, not a comma");
            }
            return List.copyOf(different);
        });
    }

    private Column complete(String name) {
        Column column = column(name);
        column.requireComplete(declared.contains(name));
        return column;
    }

    private Set<String> requireAll(String... names) {
        return Arrays.stream(names).map(name -> column(name).name()).collect(Collectors.toSet());
    }

    private Column column(String name) {
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no column '" + name + "' in " + columns.get(0).file() + "; there are " + columns()));
    }

    /** For example {@code 150 rows of [length, width, species]}. */
    @Override
    public String toString() {
        return rows() + " rows of " + columns();
    }
}
