/**
 * CSV files as data sets: {@link dev.inercia.nn.data.csv.CsvTable}.
 *
 * <pre>{@code
 * CsvTable table = CsvTable.read(Path.of("iris.csv"));
 * Dataset data = table.labels("species");
 * }</pre>
 *
 * <p>The library de.siegmar:fastcsv reads the files. It is optional: programs that read CSV add the dependency.
 *
 * <p>May know: {@code data}.
 */
package dev.inercia.nn.data.csv;
