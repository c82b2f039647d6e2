package dev.inercia.nn.data;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The numbering of class names. */
final class ClassNames {

    private ClassNames() {}

    /** The distinct labels, sorted by value if all are numbers, alphabetically otherwise. */
    static List<String> sorted(List<String> labels) {
        Set<String> names = new TreeSet<>(labels);
        Comparator<String> order = Comparator.naturalOrder();
        if (names.stream().allMatch(ClassNames::isNumber)) {
            order = Comparator.<String>comparingDouble(Double::parseDouble).thenComparing(order);
        }
        return names.stream().sorted(order).toList();
    }

    /** The given names, or if there are none those of the labels. */
    static List<String> of(List<String> labels, List<String> names) {
        return names.isEmpty() ? sorted(labels) : names;
    }

    /** Refuses duplicate names. */
    static List<String> requireDifferent(List<String> names) {
        if (new TreeSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException("Expected a different name for each class, but got " + names);
        }
        return List.copyOf(names);
    }

    private static boolean isNumber(String text) {
        try {
            return !Double.isNaN(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
