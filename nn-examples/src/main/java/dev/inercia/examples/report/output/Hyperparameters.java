package dev.inercia.examples.report.output;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;

/** The components of a record by name, those of records in it too: every hyperparameter in force. */
final class Hyperparameters {

    private Hyperparameters() {}

    /** Numbers, booleans and text as they are; a record as a map that begins with its type. */
    static Map<String, Object> of(Object described) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("type", described.getClass().getSimpleName());
        if (described instanceof Record) {
            for (RecordComponent component : described.getClass().getRecordComponents()) {
                values.put(component.getName(), value(read(component, described)));
            }
        }
        return values;
    }

    private static Object read(RecordComponent component, Object record) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot read " + component.getName() + " of " + record, e);
        }
    }

    private static Object value(Object value) {
        if (value instanceof Number || value instanceof Boolean) {
            return value;
        }
        return value instanceof Record ? of(value) : String.valueOf(value);
    }

    /** As in {@code Momentum, learningRate 0.07, momentum 0.9}. */
    static String words(Object described) {
        StringBuilder words = new StringBuilder();
        of(described).forEach((name, value) -> {
            words.append(words.isEmpty() ? "" : ", ")
                    .append(name.equals("type") ? "" : name + " ")
                    .append(value);
        });
        return words.toString();
    }
}
