package dev.inercia.examples.benchmark;

import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * {@code results.json}: all measurements and their conditions. Times are microseconds; null stands for numbers that
 * are not finite.
 *
 * @param date the date
 * @param machine processor and operating system
 * @param cores processors that the JVM sees
 * @param java the JVM of all contestants in Java
 * @param products the libraries that compute Inercia's matrix products
 * @param instructions the vector instructions allowed to all: AVX2, or all of the processor's
 * @param data the data set
 * @param absent the missing contestants, and why
 * @param standings one per work
 */
record Document(
        String date,
        String machine,
        int cores,
        String java,
        String products,
        String instructions,
        String data,
        List<String> absent,
        List<Standing> standings) {

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

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .addModule(new SimpleModule()
                    .addSerializer(Double.class, FINITE_OR_NULL)
                    .addSerializer(double.class, FINITE_OR_NULL))
            .build();

    String toJson() {
        return JSON.writeValueAsString(this) + "\n";
    }
}
