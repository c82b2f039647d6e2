package dev.inercia.nn.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.nd4j.shade.jackson.core.JsonFactory;
import org.nd4j.shade.jackson.core.JsonFactoryBuilder;
import org.nd4j.shade.jackson.core.JsonParser;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.core.JsonToken;
import org.nd4j.shade.jackson.core.StreamReadFeature;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * Reads JSON from untrusted files. A first pass over the tokens rejects text that would take time or memory out of
 * proportion to its length: deep nesting, a great many lists, numbers with a million digits.
 */
final class JsonText {

    private static final int LONGEST = TensorHeader.LONGEST;
    private static final int DEEPEST = 500;
    private static final int MOST_CONTAINERS = 200_000;
    private static final int MOST_DIGITS = 1000;

    private static final ObjectMapper JSON = new ObjectMapper(new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    private JsonText() {}

    /**
     * Parses a text to a tree.
     *
     * @throws IllegalArgumentException if the text is not JSON or exceeds a limit
     */
    static JsonNode read(String json) {
        if (json.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "Not valid JSON: it has " + json.length() + " characters, expected at most " + LONGEST);
        }
        try {
            requireModest(json);
            JsonNode root = JSON.readTree(json);
            if (root == null || root.isMissingNode()) {
                throw new IllegalArgumentException("Not valid JSON: it is empty");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not valid JSON: " + Failure.cut(e.getOriginalMessage(), 200), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireModest(String json) throws IOException {
        int depth = 0;
        int containers = 0;
        try (JsonParser parser = JSON.getFactory().createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isStructStart()) {
                    depth++;
                    containers++;
                } else if (token.isStructEnd()) {
                    depth--;
                } else if (token.isNumeric() && parser.getTextLength() > MOST_DIGITS) {
                    throw new IllegalArgumentException("Not valid JSON: a number has " + parser.getTextLength()
                            + " characters, expected at most " + MOST_DIGITS);
                }
                if (depth > DEEPEST) {
                    throw new IllegalArgumentException("Not valid JSON: it is nested too deeply");
                }
                if (containers > MOST_CONTAINERS) {
                    throw new IllegalArgumentException("Not valid JSON: it has more than " + MOST_CONTAINERS
                            + " lists and objects, more than any description needs");
                }
            }
        }
    }
}
