package dev.inercia.nn.data.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** The only class that uses the CSV library, so that everything else works without it. */
final class FastCsv {

    private FastCsv() {}

    /** Reads the columns of a file, in order. */
    static List<Column> read(Path file, char separator) throws IOException {
        List<String> header = List.of();
        List<List<String>> values = new ArrayList<>();
        List<Long> lines = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder()
                .fieldSeparator(separator)
                .detectBomHeader(true)
                .ofNamedCsvRecord(file)) {
            for (NamedCsvRecord row : reader) {
                if (lines.isEmpty()) {
                    header = row.getHeader().stream().map(String::strip).toList();
                    header.forEach(name -> values.add(new ArrayList<>()));
                }
                for (int i = 0; i < header.size(); i++) {
                    values.get(i).add(row.getField(i).strip());
                }
                lines.add(row.getStartingLineNumber());
            }
        } catch (CsvParseException e) {
            throw new IllegalArgumentException(message(file, e), e);
        }
        if (lines.isEmpty()) {
            throw new IllegalArgumentException(
                    file.getFileName() + ": expected a header line and at least one row below it");
        }
        if (new HashSet<>(header).size() < header.size()) {
            throw new IllegalArgumentException(
                    file.getFileName() + ": expected a different name for each column, but the header is " + header);
        }
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            columns.add(new Column(String.valueOf(file.getFileName()), header.get(i), values.get(i), lines));
        }
        return columns;
    }

    /** The library's message and the cause that it wraps, which names the line. */
    private static String message(Path file, CsvParseException e) {
        String cause = e.getCause() == null ? "" : ": " + e.getCause().getMessage();
        return file.getFileName() + ": " + e.getMessage() + cause;
    }
}
