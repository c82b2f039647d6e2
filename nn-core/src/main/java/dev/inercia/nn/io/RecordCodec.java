package dev.inercia.nn.io;

import dev.inercia.nn.tensor.Shape;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.node.ArrayNode;
import org.nd4j.shade.jackson.databind.node.JsonNodeFactory;
import org.nd4j.shade.jackson.databind.node.ObjectNode;

/**
 * Records to JSON and back: {@code {"class": "Dense", "units": 30, ...}}, by simple class name and component names.
 *
 * <p>Components may be int, long, float, double, boolean, String, enum, {@link Shape}, float[], double[], lists of
 * such, an Optional of such, and records. An empty Optional is left out, so a record can gain an optional component
 * and older files still load. The codec creates only the records that it was given, through their constructors, so
 * their checks run. A record with an array must copy it and define equality by content; the codec itself compares the
 * encoded forms.
 *
 * <p>{@link Savable} decides, without the JSON library, whether a record can be encoded.
 */
public final class RecordCodec {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** A Java keyword, so no component can have this name. */
    private static final String CLASS = "class";

    private static final int LONGEST_MESSAGE = 400;

    private final Map<String, Class<? extends Record>> known;

    /**
     * A codec for these records.
     *
     * @throws IllegalArgumentException if two have the same simple name
     */
    public RecordCodec(Collection<Class<? extends Record>> records) {
        known = Savable.byName(records);
    }

    /**
     * Encodes a record as JSON.
     *
     * @throws IllegalArgumentException if it, or a component, cannot be written and read back
     */
    public String encode(Record value) {
        RecordCodec reader = new RecordCodec(Savable.records(value, known).values());
        String json = write(value);
        Record read;
        try {
            read = reader.decode(json, value.getClass());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Cannot save what could not be loaded: " + e.getMessage(), e);
        }
        if (!write(read).equals(json)) {
            throw new IllegalArgumentException(
                    "Cannot save what would not be loaded as it is: " + value + " would become " + read);
        }
        return json;
    }

    /**
     * Encodes a record without reading it back, in a third of the time: for one that has been {@linkplain #encode
     * encoded} before with other values.
     */
    public static String write(Record value) {
        try {
            return JSON.writeValueAsString(toJson(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode toJson(Object value) {
        if (value instanceof Integer i) {
            return NODES.numberNode(i);
        } else if (value instanceof Long l) {
            return NODES.numberNode(l);
        } else if (value instanceof Float f) {
            return toJson((float) f);
        } else if (value instanceof Double d) {
            return Double.isFinite(d) ? NODES.numberNode(d) : NODES.textNode(d.toString());
        } else if (value instanceof Boolean b) {
            return NODES.booleanNode(b);
        } else if (value instanceof Enum<?> e) {
            return NODES.textNode(e.name());
        } else if (value instanceof Shape shape) {
            return arrayToJson(shape.dimensions());
        } else if (value instanceof List<?> list) {
            return arrayToJson(list.toArray());
        } else if (value instanceof Record record) {
            return recordToJson(record);
        }
        return value.getClass().isArray() ? arrayToJson(value) : NODES.textNode((String) value);
    }

    /** The shortest text that prints the float, unless a reader that parses a double would round it to a neighbour. */
    private static JsonNode toJson(float f) {
        if (!Float.isFinite(f)) {
            return NODES.textNode(Float.toString(f));
        }
        boolean isExact = (float) Double.parseDouble(Float.toString(f)) == f;
        return isExact ? NODES.numberNode(f) : NODES.numberNode((double) f);
    }

    private static ArrayNode arrayToJson(Object array) {
        ArrayNode node = NODES.arrayNode();
        for (int i = 0; i < Array.getLength(array); i++) {
            node.add(toJson(Array.get(array, i)));
        }
        return node;
    }

    private static ObjectNode recordToJson(Record record) {
        ObjectNode node = NODES.objectNode();
        node.put(CLASS, record.getClass().getSimpleName());
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object value = Savable.value(record, component, component.getName());
            if (value instanceof Optional<?> optional) {
                optional.ifPresent(content -> node.set(component.getName(), toJson(content)));
            } else {
                node.set(component.getName(), toJson(value));
            }
        }
        return node;
    }

    /**
     * Decodes a record of this class.
     *
     * @throws IllegalArgumentException if the JSON describes anything else, or names a record that this codec does not
     *     know
     */
    public <T extends Record> T decode(String json, Class<T> type) {
        try {
            return type.cast(fromJson(JsonText.read(json), type, type.getSimpleName()));
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            String brief = Failure.cut(message, LONGEST_MESSAGE);
            throw brief.equals(message) ? e : new IllegalArgumentException(brief, e);
        }
    }

    private Object fromJson(JsonNode node, Type declared, String where) {
        Type type = Savable.unboxed(declared);
        if (type == int.class && node.isInt()) {
            return node.intValue();
        } else if (type == long.class && node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        } else if (type == double.class && (node.isNumber() || node.isTextual())) {
            return number(node, where);
        } else if (type == float.class && (node.isNumber() || node.isTextual())) {
            return single(number(node, where), where);
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
        } else if (Savable.content(type, List.class) != null && node.isArray()) {
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < node.size(); i++) {
                values.add(fromJson(node.get(i), Savable.content(type, List.class), where + "[" + i + "]"));
            }
            return List.copyOf(values);
        } else if ((type == float[].class || type == double[].class) && node.isArray()) {
            Class<?> element = ((Class<?>) type).getComponentType();
            Object array = Array.newInstance(element, node.size());
            for (int i = 0; i < node.size(); i++) {
                Array.set(array, i, fromJson(node.get(i), element, where + "[" + i + "]"));
            }
            return array;
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
                "Expected " + where + " to be of type " + type.getTypeName() + ", but found " + Failure.quote(node));
    }

    private static double number(JsonNode node, String where) {
        if (node.isNumber()) {
            return node.doubleValue();
        }
        return switch (node.textValue()) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default ->
                throw new IllegalArgumentException(
                        "Expected " + where + " to be a number, but found " + Failure.quote(node.textValue()));
        };
    }

    private static float single(double number, String where) {
        float single = (float) number;
        if (Float.isInfinite(single) && Double.isFinite(number)) {
            throw new IllegalArgumentException(
                    "Expected " + where + " to be of type float, but found " + number + ", which is too large");
        }
        return single;
    }

    private Record recordFromJson(JsonNode node, Class<?> expected, String where) {
        String name = node.path(CLASS).asText();
        Class<? extends Record> type = known.get(name);
        if (type == null) {
            throw new IllegalArgumentException(where + " is a '" + Failure.quote(name)
                    + "', which is not known here: register its record when loading; known are "
                    + Failure.cut(known.keySet().toString(), 160));
        }
        if (!expected.isAssignableFrom(type)) {
            throw new IllegalArgumentException(
                    "Expected " + where + " to be a " + expected.getSimpleName() + ", but found a " + name);
        }
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        int found = 1;
        for (int i = 0; i < components.length; i++) {
            String place = where + "." + components[i].getName();
            JsonNode component = node.path(components[i].getName());
            Type optional = Savable.content(components[i].getGenericType(), Optional.class);
            types[i] = components[i].getType();
            if (optional == null) {
                values[i] = fromJson(component, components[i].getGenericType(), place);
            } else {
                values[i] = component.isMissingNode()
                        ? Optional.empty()
                        : Optional.of(fromJson(component, optional, place));
            }
            found += component.isMissingNode() ? 0 : 1;
        }
        if (node.size() != found) {
            throw new IllegalArgumentException(
                    where + " has other components than a " + name + " of this version: " + Failure.quote(node));
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
