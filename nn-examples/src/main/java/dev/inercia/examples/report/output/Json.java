package dev.inercia.examples.report.output;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * How results are written as JSON: a record becomes an object with its components in order; doubles have all digits,
 * and null stands for values that are not finite.
 */
public final class Json {

    private static final ValueSerializer<Double> FINITE_OR_NULL = new ValueSerializer<>() {
        @Override
        public void serialize(Double value, JsonGenerator json, SerializationContext context) {
            if (Double.isFinite(value)) {
                json.writeNumber(value);
            } else {
                json.writeNull();
            }
        }
    };

    private Json() {}

    /** Creates a mapper. */
    public static JsonMapper mapper() {
        return mapper(new SimpleModule());
    }

    /**
     * The same with serializers of one's own.
     *
     * @param own gets those for doubles, too
     */
    static JsonMapper mapper(SimpleModule own) {
        return JsonMapper.builder()
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .enable(SerializationFeature.INDENT_OUTPUT)
                .addModule(own.addSerializer(Double.class, FINITE_OR_NULL).addSerializer(double.class, FINITE_OR_NULL))
                .build();
    }
}
