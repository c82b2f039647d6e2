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
 * A CSV file with a header line, from which data sets are made. Immutable.
 *
 * <pre>{@code
 * CsvTable table = CsvTable.read(Path.of("titanic.csv")).without("name", "ticket").categories("class");
 * Dataset training = table.labels("survived");
 * Dataset test = CsvTable.read(Path.of("test.csv")).like(table).labels("survived");
 * INDArray predictions = network.predict(Nd4j.createFromArray(
 *         CsvTable.read(Path.of("new.csv")).like(table).features("survived")));
 * }</pre>
 *
 * <p>A column of numbers is a feature; one of texts is a category, a feature for each of its different values, 1 where it is
 * this one and 0 elsewhere. What is missing (nothing, {@code NA}, {@code NaN}, {@code null}, {@code ?}) is refused with its
 * row and column.
 */
@CheckReturnValue
public final class CsvTable {

    /** A text column with more different values than this is refused unless it is declared to be a category. */
    private static final int MOST_CATEGORIES = 100;

    private final List<Column> columns;
    private final Set<String> declared;
    /** The table that says which features there are: itself, or the one that it is like. */
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
     * @throws IllegalStateException if the library that reads CSV is not on the class path
     * @throws UncheckedIOException if the file cannot be read
     */
    public static CsvTable read(Path file) {
        return read(file, ',');
    }

    /** As {@link #read(Path)}, with another separator: a semicolon, or a tab. */
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

    /** The names of its columns, in order. */
    public List<String> columns() {
        return columns.stream().map(Column::name).toList();
    }

    /** The number of rows below the header. */
    public int rows() {
        return columns.get(0).values().size();
    }

    /** The table without some columns: names, row numbers, what is not known when predicting. */
    public CsvTable without(String... names) {
        Set<String> left = requireAll(names);
        List<Column> others =
                columns.stream().filter(column -> !left.contains(column.name())).toList();
        return new CsvTable(others, declared, null);
    }

    /** The table, with columns declared to be categories though they are numbers, as zip codes are, or very many. */
    public CsvTable categories(String... names) {
        Set<String> all = new HashSet<>(declared);
        all.addAll(requireAll(names));
        return new CsvTable(columns, all, null);
    }

    /**
     * The table with the features and classes of another, that of the training data, in the same order; a category that does
     * not occur there is refused. Columns that the other does not have are ignored.
     */
    public CsvTable like(CsvTable training) {
        return new CsvTable(columns, training.declared, training);
    }

    /** Examples whose class stands in this column, as text or number; all other columns are features. */
    public Dataset labels(String name) {
        List<String> names = reference.classNames(name);
        Column column = complete(name);
        List<String> labels = new ArrayList<>();
        for (int row = 0; row < rows(); row++) {
            labels.add(names.get(column.indexIn(names, row)));
        }
        return Dataset.of(features(name), labels, names);
    }

    /** The classes in the order in which data sets number them. */
    private List<String> classNames(String name) {
        List<String> different = List.copyOf(complete(name).different());
        return Dataset.of(new float[different.size()][1], different).classNames();
    }

    /** Examples whose target values stand in these columns; all others are features. */
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
     * The features of every row: all columns but these, which need not exist here if the table is like another.
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

    /** What the features are called: by their column, and by column and value where it is a category, {@code sex=female}. */
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

    /** The values of a column of texts, each a feature; none for a column of numbers. Worked out once. */
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
                        + column.values().get(0) + "', and each would be a feature: leave the column out with without(\""
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

    /** As in {@code 150 rows of [length, width, species]}. */
    @Override
    public String toString() {
        return rows() + " rows of " + columns();
    }
}
