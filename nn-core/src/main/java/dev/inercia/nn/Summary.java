package dev.inercia.nn;

import dev.inercia.nn.activation.Activation;
import dev.inercia.nn.activation.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Formats a network as a readable table. */
final class Summary {

    private Summary() {}

    static String of(Network network) {
        Architecture architecture = network.architecture();
        int width = architecture.type().width();
        LayerTree root = architecture.tree();
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"layer", "output", "parameters", "memory"});
        rows.add(new String[] {"input", root.input().toString(), "", ""});
        root.children().forEach(layer -> add(layer, "", width, rows));
        long total = root.parameterCount();
        rows.add(new String[] {
            "output " + name(architecture.output()), root.output().toString(), "", ""
        });
        rows.add(new String[] {"total", architecture.type().toString(), number(total), MemoryNeed.text(total * width)});
        return table(rows) + "\n" + MemoryNeed.summary(architecture);
    }

    /** Adds a row for a layer, with the totals of all within it, then an indented row for each child. */
    private static void add(LayerTree node, String indent, int width, List<String[]> rows) {
        long count = node.parameterCount();
        String name = indent + node.lastName() + " " + node.type() + activation(node);
        rows.add(new String[] {name, node.output().toString(), number(count), MemoryNeed.text(count * width)});
        node.children().forEach(child -> add(child, indent + "  ", width, rows));
    }

    /** The activation of a layer without children; otherwise a child's row shows it. */
    private static String activation(LayerTree node) {
        Activation activation = node.layer().activation();
        return !node.children().isEmpty() || activation instanceof Identity ? "" : " " + name(activation);
    }

    /** The record's text, without empty brackets. */
    private static String name(Activation activation) {
        return activation.toString().replace("[]", "");
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
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
