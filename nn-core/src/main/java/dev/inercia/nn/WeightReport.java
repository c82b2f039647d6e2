package dev.inercia.nn;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The result of loading weights into a network.
 *
 * @param matched names in the file by layer path
 * @param missing paths of layers without weights in the file
 * @param unused names in the file that no layer uses
 */
public record WeightReport(Map<String, String> matched, List<String> missing, List<String> unused) {

    /** One line per matched layer, then one for layers without weights and one for unused names. */
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
