package dev.inercia.examples.report;

import dev.inercia.optim.Optimizer;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Optimizers as text: {@code RmsProp(0.0001)}, {@code Momentum(0.07, 0.9)}, {@code Lookahead(Adam(0.01), 5, 0.5)}. The
 * name is that of a class in {@code dev.inercia.optim}, or the full name of one's own on the class path; the arguments
 * are those of one of its public constructors: numbers, true or false, and optimizers.
 */
final class OptimizerText {

    private static final String OURS = "dev.inercia.optim.";

    private final String text;
    private int position;

    private OptimizerText(String text) {
        this.text = text;
    }

    /**
     * Reads an optimizer.
     *
     * @throws IllegalArgumentException naming what was expected, and the constructors that there are
     */
    static Optimizer read(String text) {
        OptimizerText reader = new OptimizerText(text);
        Optimizer optimizer = reader.optimizer();
        reader.skip();
        if (reader.position < text.length()) {
            throw reader.problem("the end");
        }
        return optimizer;
    }

    private Optimizer optimizer() {
        String name = word("the name of an optimizer, such as Adam");
        List<Object> arguments = new ArrayList<>();
        if (take('(') && !take(')')) {
            do {
                arguments.add(argument());
            } while (take(','));
            if (!take(')')) {
                throw problem("',' or ')'");
            }
        }
        return create(type(name), arguments);
    }

    private Object argument() {
        skip();
        int start = position;
        String word = word("a number or an optimizer");
        if (word.equals("true") || word.equals("false")) {
            return Boolean.valueOf(word);
        }
        try {
            return Double.valueOf(word);
        } catch (NumberFormatException e) {
            position = start;
            return optimizer();
        }
    }

    private void skip() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private boolean take(char c) {
        skip();
        boolean isThere = position < text.length() && text.charAt(position) == c;
        position += isThere ? 1 : 0;
        return isThere;
    }

    private String word(String expected) {
        skip();
        int start = position;
        while (position < text.length() && "(),".indexOf(text.charAt(position)) < 0) {
            position++;
        }
        String word = text.substring(start, position).strip();
        if (word.isEmpty()) {
            throw problem(expected);
        }
        return word;
    }

    private IllegalArgumentException problem(String expected) {
        String rest = position < text.length() ? "'" + text.substring(position) + "'" : "the end";
        return new IllegalArgumentException("Optimizer '" + text + "': expected " + expected + ", but got " + rest
                + "; write it as RmsProp(0.0001) or Momentum(0.07, 0.9)");
    }

    private Class<? extends Optimizer> type(String name) {
        for (String full : List.of(OURS + name, name)) {
            try {
                Class<?> type = Class.forName(full);
                if (!Optimizer.class.isAssignableFrom(type)) {
                    throw new IllegalArgumentException(
                            "Optimizer '" + text + "': " + full + " does not implement " + Optimizer.class.getName());
                }
                return type.asSubclass(Optimizer.class);
            } catch (ClassNotFoundException | NoClassDefFoundError e) {
                // the next one
            }
        }
        throw new IllegalArgumentException("Optimizer '" + text + "': expected a class of dev.inercia.optim or a full"
                + " class name on the class path, but there is no '" + name + "'; check its spelling, and -cp");
    }

    private Optimizer create(Class<? extends Optimizer> type, List<Object> arguments) {
        for (Constructor<?> constructor : type.getConstructors()) {
            Optional<Object[]> values = values(constructor, arguments);
            if (values.isPresent()) {
                try {
                    return (Optimizer) constructor.newInstance(values.get());
                } catch (InvocationTargetException e) {
                    throw new IllegalArgumentException(
                            "Optimizer '" + text + "': " + e.getCause().getMessage(), e.getCause());
                } catch (ReflectiveOperationException e) {
                    throw new IllegalArgumentException("Optimizer '" + text + "': cannot be created: " + e, e);
                }
            }
        }
        String known = Arrays.stream(type.getConstructors())
                .map(constructor -> Arrays.stream(constructor.getParameters())
                        .map(parameter -> parameter.getType().getSimpleName() + " " + parameter.getName())
                        .collect(Collectors.joining(", ", type.getSimpleName() + "(", ")")))
                .sorted()
                .collect(Collectors.joining(" or "));
        throw new IllegalArgumentException("Optimizer '" + text + "': expected the arguments of "
                + (known.isEmpty() ? "a public constructor, but " + type.getName() + " has none" : known) + ", but got "
                + arguments.size());
    }

    private static Optional<Object[]> values(Constructor<?> constructor, List<Object> arguments) {
        Class<?>[] types = constructor.getParameterTypes();
        if (types.length != arguments.size()) {
            return Optional.empty();
        }
        Object[] values = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            Object value = value(types[i], arguments.get(i));
            if (value == null) {
                return Optional.empty();
            }
            values[i] = value;
        }
        return Optional.of(values);
    }

    /** The argument as a parameter of this type, or null if it does not fit. */
    private static Object value(Class<?> type, Object argument) {
        if (argument instanceof Double number) {
            boolean isWhole = number == Math.rint(number);
            if (type == double.class) {
                return number;
            } else if (type == float.class) {
                return number.floatValue();
            } else if (type == int.class && isWhole) {
                return number.intValue();
            } else if (type == long.class && isWhole) {
                return number.longValue();
            }
            return null;
        }
        boolean fits = type.isInstance(argument) || type == boolean.class && argument instanceof Boolean;
        return fits ? argument : null;
    }
}
