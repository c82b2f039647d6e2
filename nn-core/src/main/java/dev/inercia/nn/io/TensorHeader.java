package dev.inercia.nn.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.shade.jackson.core.JsonFactory;
import org.nd4j.shade.jackson.core.JsonFactoryBuilder;
import org.nd4j.shade.jackson.core.JsonParser;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.core.JsonToken;

/**
 * The header of a safetensors file. Read token by token, and only into the expected structure, so that time and memory
 * are at most a small multiple of its length.
 *
 * @param metadata the texts by name
 * @param entries the tensors by name; they cover the data without overlaps or gaps
 * @param padding spaces after the closing brace
 */
record TensorHeader(Map<String, String> metadata, Map<String, Entry> entries, int padding) {

    /** The key of the texts. */
    static final String METADATA = "__metadata__";

    /** The number of bytes before the header, which hold its length. */
    static final int PREFIX = 8;

    /** The longest header that is read or written, in bytes. */
    static final int LONGEST = 8 << 20;

    private static final int MOST_ENTRIES = 100_000;
    private static final int MOST_DIMENSIONS = 32;
    private static final int MOST_DIGITS = 18;

    /** Does not intern or cache field names: Jackson would keep the names of all files forever. */
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    /**
     * The type, shape and position of a tensor.
     *
     * @param type the type as in the file: {@code F32}, {@code BF16}, ...
     * @param shape each dimension at least 0
     * @param from the offset of the first byte in the data
     * @param to the offset after the last byte in the data
     */
    record Entry(String type, long[] shape, long from, long to) {

        /** For example {@code F32 [3, 2]}. */
        @Override
        public String toString() {
            return type + " " + Failure.quote(Arrays.toString(shape));
        }
    }

    /**
     * Checks and returns the length of the header.
     *
     * @param file its name, for messages
     * @param prefix the file's first eight bytes as a little-endian number
     * @param size the size of the file
     */
    static int length(String file, long prefix, int first, long size) throws IOException {
        if (prefix < 2 || prefix > size - PREFIX || first != '{') {
            throw TensorFile.broken(
                    file,
                    "its first bytes are not the length of a JSON header that fits in its " + size
                            + " bytes: it is truncated, or not a model file");
        }
        if (prefix > LONGEST) {
            throw TensorFile.broken(file, "its header has " + prefix + " bytes, expected at most " + LONGEST);
        }
        return (int) prefix;
    }

    /**
     * Reads a header.
     *
     * @param file its name, for messages
     * @param dataLength the number of bytes after the header
     * @throws IOException if it violates the format or does not fit the data
     */
    static TensorHeader parse(String file, byte[] header, long dataLength) throws IOException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(header))
                    .toString();
        } catch (CharacterCodingException e) {
            throw TensorFile.broken(file, "its header is not valid UTF-8");
        }
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        try (JsonParser parser = JSON.createParser(text.substring(0, end))) {
            return new Reader(file, parser, dataLength).read(text.length() - end);
        } catch (JsonProcessingException e) {
            throw TensorFile.broken(
                    file,
                    "its header is not valid JSON at character "
                            + (e.getLocation() == null ? 0 : e.getLocation().getCharOffset()));
        }
    }

    /** Reads the tokens, and rejects any that the format does not allow next. */
    private static final class Reader {

        private final String file;
        private final JsonParser parser;
        private final long dataLength;
        private final Map<String, String> metadata = new LinkedHashMap<>();
        private final Map<String, Entry> entries = new LinkedHashMap<>();

        Reader(String file, JsonParser parser, long dataLength) {
            this.file = file;
            this.parser = parser;
            this.dataLength = dataLength;
        }

        TensorHeader read(int padding) throws IOException {
            boolean hasMetadata = false;
            expect(parser.nextToken() == JsonToken.START_OBJECT, "", "an object");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = name();
                parser.nextToken();
                if (name.equals(METADATA)) {
                    expect(!hasMetadata, name, "only one of it");
                    hasMetadata = true;
                    readMetadata();
                } else {
                    Entry entry = entry(name);
                    expect(entries.put(name, entry) == null, name, "only one of that name");
                    expect(entries.size() <= MOST_ENTRIES, name, "at most " + MOST_ENTRIES + " arrays");
                }
            }
            if (parser.nextToken() != null) {
                throw TensorFile.broken(file, "its header goes on after the closing brace");
            }
            requireCovered();
            return new TensorHeader(metadata, entries, padding);
        }

        private void readMetadata() throws IOException {
            expect(parser.currentToken() == JsonToken.START_OBJECT, METADATA, "an object of texts");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = name();
                expect(parser.nextToken() == JsonToken.VALUE_STRING, METADATA, "an object of texts");
                expect(metadata.put(key, parser.getText()) == null, METADATA, "only one text of each name");
                expect(metadata.size() <= MOST_ENTRIES, METADATA, "at most " + MOST_ENTRIES + " texts");
            }
        }

        private Entry entry(String name) throws IOException {
            String type = null;
            long[] shape = null;
            long[] offsets = null;
            expect(parser.currentToken() == JsonToken.START_OBJECT, name, "an object");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = name();
                parser.nextToken();
                switch (key) {
                    case "dtype" -> {
                        expect(type == null, name, "only one dtype");
                        expect(parser.currentToken() == JsonToken.VALUE_STRING, name, "a text as its dtype");
                        type = parser.getText();
                    }
                    case "shape" -> {
                        expect(shape == null, name, "only one shape");
                        shape = numbers(name, key);
                    }
                    case "data_offsets" -> {
                        expect(offsets == null, name, "only one data_offsets");
                        offsets = numbers(name, key);
                    }
                    default -> expect(false, name, "dtype, shape and data_offsets, not " + Failure.quote(key));
                }
            }
            expect(type != null && shape != null && offsets != null, name, "dtype, shape and data_offsets");
            return checked(name, type, shape, offsets);
        }

        private long[] numbers(String name, String key) throws IOException {
            expect(parser.currentToken() == JsonToken.START_ARRAY, name, "a list as its " + key);
            List<Long> numbers = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                boolean isNumber =
                        parser.currentToken() == JsonToken.VALUE_NUMBER_INT && parser.getTextLength() <= MOST_DIGITS;
                expect(
                        isNumber && parser.getLongValue() >= 0,
                        name,
                        "whole numbers of at most " + MOST_DIGITS + " digits in its " + key);
                numbers.add(parser.getLongValue());
                expect(
                        numbers.size() <= MOST_DIMENSIONS,
                        name,
                        "at most " + MOST_DIMENSIONS + " numbers in its " + key);
            }
            return numbers.stream().mapToLong(Long::longValue).toArray();
        }

        private Entry checked(String name, String type, long[] shape, long[] offsets) throws IOException {
            int width = TensorType.of(type).map(TensorType::bytes).orElse(0);
            expect(width > 0, name, "one of the data types " + TensorType.names() + ", not " + Failure.quote(type));
            expect(offsets.length == 2, name, "two data_offsets");
            long bytes = width;
            try {
                for (long dimension : shape) {
                    bytes = Math.multiplyExact(bytes, dimension);
                }
            } catch (ArithmeticException e) {
                bytes = -1;
            }
            Entry entry = new Entry(type, shape, offsets[0], offsets[1]);
            if (entry.to > dataLength || entry.to - entry.from != bytes) {
                throw TensorFile.broken(
                        file,
                        "array '" + Failure.quote(name) + "' is " + entry + " and claims bytes " + entry.from
                                + " to " + entry.to + " of " + dataLength
                                + ": the file is truncated, or its header was altered");
            }
            return entry;
        }

        private void requireCovered() throws IOException {
            List<Map.Entry<String, Entry>> sorted = new ArrayList<>(entries.entrySet());
            sorted.sort(Comparator.comparingLong((Map.Entry<String, Entry> e) -> e.getValue().from)
                    .thenComparingLong(e -> e.getValue().to));
            long end = 0;
            for (Map.Entry<String, Entry> entry : sorted) {
                long from = entry.getValue().from;
                if (from != end) {
                    throw TensorFile.broken(
                            file,
                            "array '" + Failure.quote(entry.getKey()) + "' begins at byte " + from
                                    + ", but the one before ends at " + end
                                    + (from < end ? ": two arrays overlap" : ": there is a hole"));
                }
                end = entry.getValue().to;
            }
            if (end != dataLength) {
                throw TensorFile.broken(
                        file,
                        "its header promises " + end + " bytes of arrays, but " + dataLength
                                + " follow: it is truncated or has something appended");
            }
        }

        private String name() throws IOException {
            String name = parser.getCurrentName();
            expect(isUnicode(name), name, "names in Unicode");
            return name;
        }

        private void expect(boolean isSo, String where, String what) throws IOException {
            if (!isSo) {
                throw TensorFile.broken(
                        file, "its header has something else at '" + Failure.quote(where) + "', expected " + what);
            }
        }
    }

    /** False if the text has an unpaired surrogate, which cannot be encoded as UTF-8. */
    static boolean isUnicode(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
