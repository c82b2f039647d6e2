package dev.inercia.nn.onnx;

import dev.inercia.nn.io.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The content of an ONNX file: nodes, constants, inputs and outputs. Allocates memory only for data that the file
 * contains, whatever sizes it claims.
 */
final class OnnxModel {

    private static final int MOST_PARTS = 1_000_000;
    private static final int MOST_NODES = 10_000;

    final List<Node> nodes = new ArrayList<>();
    final Map<String, OnnxTensor> constants = new LinkedHashMap<>();
    final List<Value> inputs = new ArrayList<>();
    final List<Value> outputs = new ArrayList<>();
    final Map<String, String> metadata = new HashMap<>();
    int opset = 1;

    /** The latest opset whose operators are known to be as they are read here. */
    private static final int LATEST_OPSET = 24;

    private final byte[] bytes;
    private final Path directory;
    private long elements;
    private int parts;

    /** An input or output; an unknown dimension is -1. */
    record Value(String name, int[] dimensions) {}

    /** An attribute of a node; only the field of its type is set. */
    record Setting(float single, long number, String text, OnnxTensor tensor, long[] numbers) {}

    /** A node. */
    record Node(
            String name,
            String op,
            String domain,
            List<String> inputs,
            List<String> outputs,
            Map<String, Setting> settings) {

        String input(int index) {
            return index < inputs.size() ? inputs.get(index) : "";
        }

        String output() {
            return outputs.isEmpty() ? "" : outputs.get(0);
        }

        long number(String setting, long otherwise) {
            return settings.containsKey(setting) ? settings.get(setting).number : otherwise;
        }

        float single(String setting, double otherwise) {
            return settings.containsKey(setting) ? settings.get(setting).single : (float) otherwise;
        }

        String text(String setting, String otherwise) {
            return settings.containsKey(setting) ? settings.get(setting).text : otherwise;
        }

        int[] numbers(String setting, int... otherwise) {
            if (!settings.containsKey(setting)) {
                return otherwise;
            }
            return Arrays.stream(settings.get(setting).numbers)
                    .mapToInt(value -> (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value)))
                    .toArray();
        }

        /** The name in messages. */
        @Override
        public String toString() {
            return "node '" + Failure.quote(name.isEmpty() ? output() : name) + "' (" + Failure.quote(op) + ")";
        }
    }

    OnnxModel(byte[] bytes, Path directory) throws IOException {
        this.bytes = bytes;
        this.directory = directory;
        ProtoReader model = new ProtoReader(bytes, 0, bytes.length);
        boolean hasGraph = false;
        while (model.next()) {
            switch (model.field()) {
                case 7 -> {
                    hasGraph = true;
                    readGraph(model.message());
                }
                case 8 -> readOpset(model.message());
                case 14 -> {
                    count();
                    OnnxTensor.readEntry(model.message(), metadata);
                }
                default -> {}
            }
        }
        if (opset < 1 || opset > LATEST_OPSET) {
            throw new IOException("it is of opset " + opset + ", expected at most " + LATEST_OPSET);
        }
        if (nodes.size() > MOST_NODES) {
            throw new IOException("it has " + nodes.size() + " nodes, expected at most " + MOST_NODES);
        }
        if (!hasGraph) {
            throw new IOException("no graph: this is not an ONNX file");
        }
    }

    /** The number of elements that reading may make of the constants: each twice, and some for shapes. */
    long allowance() {
        return 2 * elements + 1_000_000;
    }

    private void count() throws IOException {
        if (++parts > MOST_PARTS) {
            throw new IOException("more than " + MOST_PARTS + " nodes, constants, names and settings");
        }
    }

    private void readOpset(ProtoReader message) throws IOException {
        String domain = "";
        int version = 1;
        while (message.next()) {
            switch (message.field()) {
                case 1 -> domain = message.text();
                case 2 -> version = (int) message.number();
                default -> {}
            }
        }
        if (domain.isEmpty() || domain.equals("ai.onnx")) {
            opset = version;
        }
    }

    private void readGraph(ProtoReader graph) throws IOException {
        while (graph.next()) {
            if (graph.field() == 1 || graph.field() == 5 || graph.field() == 11 || graph.field() == 12) {
                count();
            }
            switch (graph.field()) {
                case 1 -> nodes.add(node(graph.message()));
                case 5 -> {
                    OnnxTensor.Named named = OnnxTensor.read(bytes, graph.message(), directory);
                    elements += named.tensor().values().length;
                    if (constants.put(named.name(), named.tensor()) != null) {
                        throw new IOException("two constants are called '" + Failure.quote(named.name()) + "'");
                    }
                }
                case 11 -> inputs.add(value(graph.message()));
                case 12 -> outputs.add(value(graph.message()));
                default -> {}
            }
        }
    }

    private Node node(ProtoReader message) throws IOException {
        List<String> ins = new ArrayList<>();
        List<String> outs = new ArrayList<>();
        Map<String, Setting> settings = new HashMap<>();
        String name = "";
        String op = "";
        String domain = "";
        while (message.next()) {
            count();
            switch (message.field()) {
                case 1 -> ins.add(message.text());
                case 2 -> outs.add(message.text());
                case 3 -> name = message.text();
                case 4 -> op = message.text();
                case 5 -> readSetting(message.message(), settings);
                case 7 -> domain = message.text();
                default -> {}
            }
        }
        return new Node(name, op, domain, ins, outs, settings);
    }

    private void readSetting(ProtoReader message, Map<String, Setting> settings) throws IOException {
        String name = "";
        float single = 0;
        long number = 0;
        String text = "";
        OnnxTensor tensor = null;
        List<Long> numbers = new ArrayList<>();
        while (message.next()) {
            count();
            switch (message.field()) {
                case 1 -> name = message.text();
                case 2 -> single = message.single();
                case 3 -> number = message.number();
                case 4 -> text = message.text();
                case 5 -> {
                    tensor =
                            OnnxTensor.read(bytes, message.message(), directory).tensor();
                    elements += tensor.values().length;
                }
                case 8 -> {
                    if (message.hasLength()) {
                        for (ProtoReader packed = message.message(); packed.hasMore(); count()) {
                            numbers.add(packed.nextVarint());
                        }
                    } else {
                        numbers.add(message.number());
                    }
                }
                default -> {}
            }
        }
        long[] list = numbers.stream().mapToLong(Long::longValue).toArray();
        settings.put(name, new Setting(single, number, text, tensor, list));
    }

    private Value value(ProtoReader message) throws IOException {
        String name = "";
        List<Integer> dimensions = new ArrayList<>();
        while (message.next()) {
            switch (message.field()) {
                case 1 -> name = message.text();
                case 2 -> readType(message.message(), dimensions);
                default -> {}
            }
        }
        return new Value(name, dimensions.stream().mapToInt(Integer::intValue).toArray());
    }

    private void readType(ProtoReader type, List<Integer> dimensions) throws IOException {
        while (type.next()) {
            for (ProtoReader tensor = type.message(); type.field() == 1 && tensor.next(); ) {
                for (ProtoReader shape = tensor.field() == 2 ? tensor.message() : null;
                        shape != null && shape.next(); ) {
                    count();
                    int dimension = -1;
                    for (ProtoReader size = shape.message(); size.next(); ) {
                        boolean isKnown = size.field() == 1 && size.number() > 0 && size.number() <= Integer.MAX_VALUE;
                        dimension = isKnown ? (int) size.number() : dimension;
                    }
                    dimensions.add(dimension);
                }
            }
        }
    }
}
