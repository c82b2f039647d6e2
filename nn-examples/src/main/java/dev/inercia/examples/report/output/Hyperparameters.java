package dev.inercia.examples.report.output;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An optimizer, with its components, as plain data: {@code {name: RmsProp, learningRate: 1.0E-4, ...}}, every record
 * component in order, nested records included.
 */
final class Hyperparameters {

    /** The key for the name of a record. */
    static final String NAME = "name";

    private Hyperparameters() {}

    static Map<String, Object> of(Object value) {
        Map<String, Object> components = new LinkedHashMap<>();
        components.put(NAME, name(value.getClass()));
        if (value instanceof Record) {
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                String key = component.getName();
                // A component called name must not hide the name of the record.
                components.put(key.equals(NAME) ? NAME + " component" : key, plain(read(component, value)));
            }
        }
        return components;
    }

    /** A lambda or anonymous class has no useful simple name. */
    private static String name(Class<?> type) {
        return type.isAnonymousClass() || type.isHidden() ? type.getName() : type.getSimpleName();
    }

    private static Object read(RecordComponent component, Object record) {
        try {
            // A user's record may be non-public.
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "Cannot read " + component.getName() + " of "
                            + record.getClass().getName(),
                    e);
        }
    }

    private static Object plain(Object value) {
        if (value == null || value instanceof Number || value instanceof Boolean || value instanceof String) {
            return value;
        } else if (value instanceof Record) {
            return of(value);
        } else if (value instanceof List<?> list) {
            return list.stream().map(Hyperparameters::plain).toList();
        } else if (value.getClass().isArray()) {
            return IntStream.range(0, Array.getLength(value))
                    .mapToObj(i -> plain(Array.get(value, i)))
                    .toList();
        } else if (value instanceof Optional<?> optional) {
            return optional.map(Hyperparameters::plain).orElse(null);
        }
        return value.toString();
    }

    /** In one line: {@code RmsProp: learning rate 1.0E-4, decay 0.9}; components in parentheses. */
    static String line(Object value) {
        return line(of(value));
    }

    private static String line(Map<String, Object> components) {
        StringBuilder line = new StringBuilder(components.get(NAME).toString());
        String separator = ": ";
        for (Map.Entry<String, Object> component : components.entrySet()) {
            if (!component.getKey().equals(NAME)) {
                line.append(separator).append(words(component.getKey())).append(' ');
                line.append(text(component.getValue()));
                separator = ", ";
            }
        }
        return line.toString();
    }

    private static String text(Object value) {
        if (value instanceof Map<?, ?> nested) {
            @SuppressWarnings("unchecked") // made by of()
            Map<String, Object> components = (Map<String, Object>) nested;
            return "(" + line(components) + ")";
        } else if (value instanceof List<?> list) {
            return list.stream().map(Hyperparameters::text).toList().toString();
        } else if (value instanceof Double number) {
            return Text.number(number);
        }
        return String.valueOf(value);
    }

    /** {@code learningRate} as {@code learning rate}. */
    private static String words(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
