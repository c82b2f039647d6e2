package dev.inercia.nn.io;

import dev.inercia.nn.tensor.Shape;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.node.ArrayNode;
import org.nd4j.shade.jackson.databind.node.JsonNodeFactory;
import org.nd4j.shade.jackson.databind.node.ObjectNode;

/**
 * Records to JSON and back: {@code {"class": "Dense", "units": 30, ...}}, by simple class name and component names.
 *
 * <p>Components may be int, long, double, boolean, String, enum, {@link Shape}, lists of such, and records the codec
 * knows. It makes only records it was given, through their constructors, with all their checks.
 */
public final class RecordCodec {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** A keyword of Java, so that no component can be called the same. */
    private static final String CLASS = "class";

    private final Map<String, Class<? extends Record>> known = new LinkedHashMap<>();

    /**
     * A codec for these records.
     *
     * @throws IllegalArgumentException if two have the same simple name
     */
    public RecordCodec(Collection<Class<? extends Record>> records) {
        for (Class<? extends Record> type : records) {
            Class<?> other = known.putIfAbsent(type.getSimpleName(), type);
            if (other != null && other != type) {
                throw new IllegalArgumentException("Two records are called " + type.getSimpleName() + ": "
                        + other.getName() + " and " + type.getName() + "; a model file tells them apart by that name");
            }
        }
    }

    /**
     * The record as JSON.
     *
     * @throws IllegalArgumentException if it, or what it contains, is nothing a file can keep and give back
     */
    public String encode(Record value) {
        String name = value.getClass().getSimpleName();
        Map<String, Class<? extends Record>> found = new LinkedHashMap<>(known);
        try {
            String json = JSON.writeValueAsString(toJson(value, name, found));
            requireReadable(json, value, new RecordCodec(found.values()));
            return json;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Better found when a network is saved than when it is needed again. */
    private static void requireReadable(String json, Record value, RecordCodec reader) {
        Record read;
        try {
            read = reader.decode(json, value.getClass());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Cannot save what could not be loaded: " + e.getMessage(), e);
        }
        if (!read.equals(value)) {
            throw new IllegalArgumentException(
                    "Cannot save what would not be loaded as it is: " + value + " would become " + read);
        }
    }

    private JsonNode toJson(Object value, String where, Map<String, Class<? extends Record>> found) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value instanceof Integer i) {
            return nodes.numberNode(i);
        } else if (value instanceof Long l) {
            return nodes.numberNode(l);
        } else if (value instanceof Double d) {
            return Double.isFinite(d) ? nodes.numberNode(d) : nodes.textNode(d.toString());
        } else if (value instanceof Boolean b) {
            return nodes.booleanNode(b);
        } else if (value instanceof String s) {
            return nodes.textNode(s);
        } else if (value instanceof Enum<?> e) {
            return nodes.textNode(e.name());
        } else if (value instanceof Shape shape) {
            ArrayNode array = nodes.arrayNode();
            for (int dimension : shape.dimensions()) {
                array.add(dimension);
            }
            return array;
        } else if (value instanceof List<?> list) {
            ArrayNode array = nodes.arrayNode();
            for (int i = 0; i < list.size(); i++) {
                array.add(toJson(list.get(i), where + "[" + i + "]", found));
            }
            return array;
        } else if (value instanceof Record record) {
            return recordToJson(record, where, found);
        }
        throw new IllegalArgumentException("Cannot save " + where + ": "
                + (value == null ? "it is null" : value.getClass().getName() + " is neither a record nor a plain value")
                + ". Layers, activations and initialisers are saved as records of numbers, texts and other records");
    }

    private ObjectNode recordToJson(Record record, String where, Map<String, Class<? extends Record>> found) {
        Class<? extends Record> type = record.getClass();
        Class<?> other = found.putIfAbsent(type.getSimpleName(), type);
        if (other != null && other != type) {
            throw new IllegalArgumentException("Cannot save " + where + ": " + type.getName()
                    + " has the same simple name as " + other.getName() + "; rename it");
        }
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put(CLASS, type.getSimpleName());
        for (RecordComponent component : type.getRecordComponents()) {
            String place = where + "." + component.getName();
            try {
                component.getAccessor().setAccessible(true);
                node.set(component.getName(), toJson(component.getAccessor().invoke(record), place, found));
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException("Cannot save " + place + ": " + e.getMessage(), e);
            }
        }
        return node;
    }

    /**
     * The record of this class that the JSON describes.
     *
     * @throws IllegalArgumentException if it describes anything else, or names a record this codec does not know
     */
    public <T extends Record> T decode(String json, Class<T> type) {
        try {
            return type.cast(fromJson(JSON.readTree(json), type, type.getSimpleName()));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not valid JSON: " + e.getMessage(), e);
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException("Not valid JSON: it is nested too deeply", e);
        }
    }

    private Object fromJson(JsonNode node, Type declared, String where) {
        // Numbers in lists are declared boxed.
        Type type = declared instanceof Class<?> c
                ? MethodType.methodType(c).unwrap().returnType()
                : declared;
        if (type == int.class && node.isInt()) {
            return node.intValue();
        } else if (type == long.class && node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        } else if (type == double.class && node.isNumber()) {
            return node.doubleValue();
        } else if (type == double.class && node.isTextual()) {
            return notFinite(node.textValue(), where);
        } else if (type == boolean.class && node.isBoolean()) {
            return node.booleanValue();
        } else if (type == String.class && node.isTextual()) {
            return node.textValue();
        } else if (type == Shape.class && node.isArray()) {
            int[] dimensions = new int[node.size()];
            for (int i = 0; i < dimensions.length; i++) {
                dimensions[i] = (int) fromJson(node.get(i), int.class, where);
            }
            return Shape.of(dimensions);
        } else if (type instanceof ParameterizedType list && list.getRawType() == List.class && node.isArray()) {
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < node.size(); i++) {
                values.add(fromJson(node.get(i), bound(list.getActualTypeArguments()[0]), where + "[" + i + "]"));
            }
            return List.copyOf(values);
        } else if (type instanceof Class<?> c && c.isEnum() && node.isTextual()) {
            for (Object constant : c.getEnumConstants()) {
                if (((Enum<?>) constant).name().equals(node.textValue())) {
                    return constant;
                }
            }
        } else if (type instanceof Class<?> c && node.isObject()) {
            return recordFromJson(node, c, where);
        }
        throw new IllegalArgumentException(
                "Expected " + where + " to be of type " + type.getTypeName() + ", but found " + node);
    }

    private static Type bound(Type argument) {
        return argument instanceof WildcardType wildcard ? wildcard.getUpperBounds()[0] : argument;
    }

    private static double notFinite(String text, String where) {
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw new IllegalArgumentException("Expected " + where + " to be a number, but found " + text);
        };
    }

    private Record recordFromJson(JsonNode node, Class<?> expected, String where) {
        String name = node.path(CLASS).asText();
        Class<? extends Record> type = known.get(name);
        if (type == null) {
            throw new IllegalArgumentException(where + " is a '" + name
                    + "', which is not known here: register its record when loading; known are "
                    + known.keySet());
        }
        if (!expected.isAssignableFrom(type)) {
            throw new IllegalArgumentException(
                    "Expected " + where + " to be a " + expected.getSimpleName() + ", but found a " + name);
        }
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String place = where + "." + components[i].getName();
            types[i] = components[i].getType();
            values[i] = fromJson(node.path(components[i].getName()), components[i].getGenericType(), place);
        }
        if (node.size() != components.length + 1) {
            throw new IllegalArgumentException(
                    where + " has other components than a " + name + " of this version: " + node);
        }
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(where + ": " + e.getCause().getMessage(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(where + " cannot be made: " + e.getMessage(), e);
        }
    }
}
