package dev.inercia.nn.io;

import dev.inercia.nn.tensor.Shape;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides, by the types of its components, whether a {@link RecordCodec} can write a record and read it back. Loads no
 * JSON library, so the check is cheap when a network is built.
 */
public final class Savable {

    private static final Set<Class<?>> PLAIN =
            Set.of(int.class, long.class, float.class, double.class, boolean.class, String.class, Shape.class);

    private final Map<String, Class<? extends Record>> found;

    private Savable(Map<String, Class<? extends Record>> known) {
        found = new LinkedHashMap<>(known);
    }

    /**
     * The reason why a codec with these records cannot save the value; empty if it can.
     *
     * @param known the records of the library
     */
    public static Optional<String> objection(Record value, Collection<Class<? extends Record>> known) {
        try {
            records(value, byName(known));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    /**
     * All records that a file with the value may contain, by simple name: the known ones and those found in it.
     *
     * @throws IllegalArgumentException if it cannot be saved, naming the component
     */
    static Map<String, Class<? extends Record>> records(Record value, Map<String, Class<? extends Record>> known) {
        Savable savable = new Savable(known);
        savable.requireRecord(value, value.getClass().getSimpleName());
        return savable.found;
    }

    /**
     * The records by simple name.
     *
     * @throws IllegalArgumentException if two share a simple name
     */
    static Map<String, Class<? extends Record>> byName(Collection<Class<? extends Record>> records) {
        Map<String, Class<? extends Record>> names = new LinkedHashMap<>();
        for (Class<? extends Record> type : records) {
            Class<?> other = names.putIfAbsent(type.getSimpleName(), type);
            if (other != null && other != type) {
                throw new IllegalArgumentException("Two records are called " + type.getSimpleName() + ": "
                        + other.getName() + " and " + type.getName() + "; a model file tells them apart by that name");
            }
        }
        return names;
    }

    /** The primitive class of a boxed type, which lists use for numbers; other types unchanged. */
    static Type unboxed(Type declared) {
        return declared instanceof Class<?> c
                ? MethodType.methodType(c).unwrap().returnType()
                : declared;
    }

    /** The element type of a {@code List<...>} or {@code Optional<...>}, or null for other types. */
    static Type content(Type type, Class<?> container) {
        if (!(type instanceof ParameterizedType generic) || generic.getRawType() != container) {
            return null;
        }
        Type argument = generic.getActualTypeArguments()[0];
        return argument instanceof WildcardType wildcard ? wildcard.getUpperBounds()[0] : argument;
    }

    private void requireRecord(Record record, String where) {
        Class<? extends Record> type = record.getClass();
        Class<?> other = found.putIfAbsent(type.getSimpleName(), type);
        if (other != null && other != type) {
            throw new IllegalArgumentException("Cannot save " + where + ": " + type.getName()
                    + " has the same simple name as " + other.getName() + "; rename it");
        }
        for (RecordComponent component : type.getRecordComponents()) {
            String place = where + "." + component.getName();
            Object value = value(record, component, place);
            Type optional = content(component.getGenericType(), Optional.class);
            if (optional == null) {
                require(value, component.getGenericType(), place);
            } else if (value == null || ((Optional<?>) value).isPresent()) {
                require(value == null ? null : ((Optional<?>) value).get(), optional, place);
            }
        }
    }

    /** The value of a record component. */
    static Object value(Record record, RecordComponent component, String where) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("Cannot save " + where + ": " + e.getMessage(), e);
        }
    }

    private void require(Object value, Type declared, String where) {
        if (value == null) {
            throw refusal(where, "it is null; declare it as an Optional if it may be missing");
        }
        Type type = unboxed(declared);
        Type element = content(type, List.class);
        if (element != null) {
            List<?> list = (List<?>) value;
            for (int i = 0; i < list.size(); i++) {
                require(list.get(i), element, where + "[" + i + "]");
            }
        } else if (type instanceof Class<?> && value instanceof Record record) {
            requireRecord(record, where);
        } else if (!isPlain(type)) {
            Class<?> found = value.getClass();
            boolean isKnown = isPlain(unboxed(found)) || value instanceof List || value instanceof Record;
            throw refusal(
                    where,
                    isKnown
                            ? "it is declared as " + type.getTypeName() + ", from which a reader cannot tell its type;"
                                    + " declare it as what it is"
                            : found.getTypeName() + " is neither a record nor a plain value");
        }
    }

    private static boolean isPlain(Type type) {
        return type instanceof Class<?> c
                && (PLAIN.contains(c) || c == float[].class || c == double[].class || c.isEnum());
    }

    private static IllegalArgumentException refusal(String where, String why) {
        return new IllegalArgumentException("Cannot save " + where + ": " + why
                + ". Layers, activations and initialisers are saved as records of numbers, texts, lists, float[],"
                + " double[] and other records");
    }
}
