package dev.inercia.nn;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was loaded into a network.
 *
 * @param matched names in the file by path of a layer here
 * @param missing paths of layers that found no weights
 * @param unused names in the file that no layer took
 */
public record WeightReport(Map<String, String> matched, List<String> missing, List<String> unused) {

    /** A line for each layer and for each name that is left over. */
    @Override
    public String toString() {
        String lines = matched.entrySet().stream()
                .map(entry -> "layer " + entry.getKey() + " <- " + entry.getValue())
                .collect(Collectors.joining("\n"));
        return lines
                + (missing.isEmpty() ? "" : "\nno weights for layers " + missing)
                + (unused.isEmpty() ? "" : "\nnot used: " + unused);
    }
}
