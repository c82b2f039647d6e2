package dev.inercia.nn;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Identity;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.tensor.Segment;
import dev.inercia.nn.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A network as a table for people. */
final class Summary {

    private Summary() {}

    static String of(Network network) {
        Architecture architecture = network.architecture();
        int width = architecture.type().width();
        List<Shape> shapes = architecture.shapes();
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"layer", "output", "parameters", "memory"});
        rows.add(new String[] {"input", shapes.get(0).toString(), "", ""});
        long total = 0;
        for (int i = 0; i < architecture.layers().size(); i++) {
            long count = count(network, i);
            total += count;
            Layer layer = architecture.layers().get(i);
            String name = i + " " + layer.getClass().getSimpleName() + activation(layer);
            rows.add(new String[] {name, shapes.get(i + 1).toString(), number(count), memory(count * width)});
        }
        rows.add(new String[] {
            "output " + name(architecture.output()),
            shapes.get(shapes.size() - 1).toString(),
            "",
            ""
        });
        rows.add(new String[] {"total", architecture.type().toString(), number(total), memory(total * width)});
        return table(rows);
    }

    private static String activation(Layer layer) {
        Activation activation = Architecture.activation(layer);
        return activation instanceof Identity ? "" : " " + name(activation);
    }

    /** As a record prints itself, without empty brackets. */
    private static String name(Activation activation) {
        return activation.toString().replace("[]", "");
    }

    private static long count(Network network, int layer) {
        return network.parameters().segments().stream()
                .filter(segment -> segment.layer() == layer)
                .mapToLong(Segment::length)
                .sum();
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String memory(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        return bytes < 1 << 20
                ? String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0)
                : String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
    }

    private static String table(List<String[]> rows) {
        int[] widths = new int[4];
        for (String[] row : rows) {
            for (int c = 0; c < row.length; c++) {
                widths[c] = Math.max(widths[c], row[c].length());
            }
        }
        String format = "%-" + widths[0] + "s  %-" + widths[1] + "s  %" + widths[2] + "s  %" + widths[3] + "s";
        StringBuilder table = new StringBuilder();
        for (String[] row : rows) {
            table.append(String.format(format, (Object[]) row).stripTrailing()).append('\n');
        }
        return table.deleteCharAt(table.length() - 1).toString();
    }
}
