package dev.inercia.nn;

import dev.inercia.nn.io.Failure;
import dev.inercia.nn.io.Weights;
import dev.inercia.nn.layer.Conv1d;
import dev.inercia.nn.layer.Conv2d;
import dev.inercia.nn.layer.Dense;
import dev.inercia.nn.layer.Flatten;
import dev.inercia.nn.layer.Layer;
import dev.inercia.nn.layer.LayerNorm;
import dev.inercia.nn.layer.Parameter;
import dev.inercia.nn.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Loads another tool's weights into a network, with PyTorch's names and layouts. A dense weight is
 * {@code [units, inputs]}, whose columns are channels first if its input is a flattened image. A kernel is
 * {@code [filters, channels, height, width]}.
 */
final class WeightLoader {

    /** PyTorch's names for the buffers of batch normalisation. */
    private static final Map<String, String> NAMES = Map.of("mean", "running_mean", "variance", "running_var");

    /** PyTorch's batch counter of batch normalisation; ignored. */
    private static final String COUNT = "num_batches_tracked";

    private final Network network;
    private final Weights weights;
    private final boolean isOurs;
    /** Weights not assigned yet: by the layer's name in the file, then by the tensor's name within it. */
    private final Map<String, Map<String, String>> free = new TreeMap<>(naturalOrder());

    private final Map<String, Shape> flattened = new LinkedHashMap<>();

    WeightLoader(Network network, Weights weights) {
        this.network = network;
        this.weights = weights;
        isOurs = weights.metadata().containsKey("inercia.architecture");
        for (String name : weights.names()) {
            int dot = name.lastIndexOf('.');
            if (!name.substring(dot + 1).equals(COUNT)) {
                free.computeIfAbsent(name.substring(0, Math.max(0, dot)), prefix -> new LinkedHashMap<>())
                        .put(name.substring(dot + 1), name);
            }
        }
        findFlattened();
    }

    /** Natural order: {@code layer10} after {@code layer9}. Files are in text order, or unsorted. */
    static Comparator<String> naturalOrder() {
        return Comparator.comparing(WeightLoader::padded).thenComparing(Comparator.naturalOrder());
    }

    private static String padded(String name) {
        StringBuilder text = new StringBuilder();
        for (String part : name.split("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)")) {
            boolean isNumber = !part.isEmpty() && Character.isDigit(part.charAt(0));
            text.append(isNumber ? "0".repeat(Math.max(0, 12 - part.length())) : "")
                    .append(part);
        }
        return text.toString();
    }

    /** Finds the dense layers whose input is a flattened image, and the shape of that image. */
    private void findFlattened() {
        boolean hasImages = false;
        Shape image = null;
        for (LayerTree node : network.architecture().tree().all().toList()) {
            hasImages |= node.layer().expectsImages();
            if (node.layer() instanceof Flatten && hasImages && node.input().rank() > 1) {
                image = node.input();
            } else if (node.layer() instanceof Dense && image != null) {
                if (node.input().equals(Shape.of(image.size()))) {
                    flattened.put(node.path(), image);
                }
                image = null;
            }
        }
    }

    /** Matches all weights first, and only then changes the network. */
    WeightReport load(WeightMapping mapping) {
        Map<String, String> matched = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        Map<String, INDArray> values = new LinkedHashMap<>();
        List<LayerTree> layers = network.architecture()
                .tree()
                .all()
                .filter(node -> !node.parameters().isEmpty())
                .toList();
        // Match by name first, so that no other layer takes these weights.
        Map<String, String> chosen = new LinkedHashMap<>();
        for (LayerTree layer : layers) {
            String name = mapping.layers().getOrDefault(layer.path(), layer.path());
            if (mapping.layers().containsKey(layer.path())) {
                requireFits(layer, name);
                chosen.put(layer.path(), name);
            } else if (free.containsKey(name) && objection(layer, name).isEmpty()) {
                chosen.put(layer.path(), name);
            }
        }
        mapping.layers().keySet().forEach(network.architecture()::layerName);
        for (LayerTree layer : layers) {
            String name = chosen.containsKey(layer.path())
                    ? chosen.get(layer.path())
                    : free.keySet().stream()
                            .filter(candidate -> !chosen.containsValue(candidate))
                            .filter(candidate -> objection(layer, candidate).isEmpty())
                            .findFirst()
                            .orElse(null);
            if (name == null) {
                missing.add(layer.path());
                continue;
            }
            matched.put(layer.path(), name);
            for (Parameter parameter : layer.parameters()) {
                values.put(layer.path(parameter.name()), value(layer, parameter, name));
            }
            free.remove(name);
        }
        List<String> unused =
                free.values().stream().flatMap(names -> names.values().stream()).toList();
        WeightReport report = new WeightReport(matched, missing, unused);
        if (!mapping.isPartial() && !(missing.isEmpty() && unused.isEmpty())) {
            throw new IllegalArgumentException(Failure.cut(
                    weights + " fits the network in part only; nothing was loaded. " + hint(layers, missing)
                            + "Map layers by name (WeightMapping.layer), or ask for what fits (partial()).\n" + report,
                    480));
        }
        values.forEach((name, array) -> network.parameters().get(name).assign(array));
        return report;
    }

    private String hint(List<LayerTree> layers, List<String> missing) {
        return layers.stream()
                .filter(layer -> missing.contains(layer.path()))
                .findFirst()
                .map(layer -> layer.name() + " expects "
                        + layer.parameters().stream()
                                .map(p -> p.name() + " " + Arrays.toString(expected(layer, p)))
                                .toList()
                        + ". ")
                .orElse("");
    }

    private void requireFits(LayerTree layer, String name) {
        if (!free.containsKey(name)) {
            throw new IllegalArgumentException(Failure.cut(
                    weights + " has nothing called '" + name + "' for " + layer.name() + "; it has " + free.keySet(),
                    480));
        }
        objection(layer, name).ifPresent(why -> {
            throw new IllegalArgumentException(
                    Failure.cut(weights + ": '" + name + "' does not fit " + layer.name() + ": " + why, 480));
        });
    }

    /** The reason why these weights do not fit the layer; empty if they do. */
    private Optional<String> objection(LayerTree layer, String name) {
        Map<String, String> tensors = free.getOrDefault(name, Map.of());
        for (Parameter parameter : layer.parameters()) {
            String tensor = tensor(tensors, parameter);
            if (tensor == null) {
                return Optional.of("it has no " + parameter.name() + ", but " + tensors.keySet());
            }
            long[] expected = expected(layer, parameter);
            if (!Arrays.equals(expected, weights.shape(tensor))) {
                return Optional.of("its " + parameter.name() + " is " + Arrays.toString(weights.shape(tensor))
                        + ", expected " + Arrays.toString(expected));
            }
        }
        boolean hasMore = tensors.size() > layer.parameters().size();
        return hasMore ? Optional.of("it has " + tensors.keySet() + ", more than the layer") : Optional.empty();
    }

    private static String tensor(Map<String, String> tensors, Parameter parameter) {
        return tensors.getOrDefault(
                parameter.name(), tensors.get(NAMES.getOrDefault(parameter.name(), parameter.name())));
    }

    /** The shape of a parameter in the file. */
    private long[] expected(LayerTree layer, Parameter parameter) {
        long[] shape = parameter.shape().toArrayShape();
        int[] order = order(layer.layer(), parameter);
        return Arrays.stream(order).mapToLong(axis -> shape[axis]).toArray();
    }

    /** The axes of a parameter in the order of the file. */
    private int[] order(Layer layer, Parameter parameter) {
        int rank = parameter.shape().rank();
        if (!isOurs && layer instanceof Conv2d && rank == 4) {
            return new int[] {3, 2, 0, 1};
        }
        if (parameter.order() == 'f' || !isOurs && layer instanceof Conv1d && rank == 3) {
            int[] reversed = new int[rank];
            Arrays.setAll(reversed, i -> rank - 1 - i);
            return reversed;
        }
        int[] order = new int[rank];
        Arrays.setAll(order, i -> i);
        boolean isImage = rank > 1 && !isOurs && layer instanceof LayerNorm;
        return isImage ? channelsFirst(rank) : order;
    }

    private static int[] channelsFirst(int rank) {
        int[] order = new int[rank];
        Arrays.setAll(order, i -> i == 0 ? rank - 1 : i - 1);
        return order;
    }

    /** Reads a parameter in its declared shape. */
    private INDArray value(LayerTree layer, Parameter parameter, String name) {
        String tensor = tensor(free.get(name), parameter);
        double[] numbers = weights.doubles(tensor);
        DataType type = network.architecture().type();
        for (double number : numbers) {
            if (type == DataType.FLOAT && Double.isFinite(number) && Float.isInfinite((float) number)) {
                throw new IllegalArgumentException(Failure.cut(
                        weights + ": '" + tensor + "' holds " + number + ", too large for a network of type FLOAT",
                        480));
            }
        }
        INDArray read = Nd4j.createFromArray(numbers).castTo(type).reshape('c', weights.shape(tensor));
        Shape image = flattened.get(layer.path());
        if (image != null && !isOurs && parameter.name().equals("weight")) {
            long units = read.size(0);
            int[] last = image.dimensions();
            long[] unfolded = new long[last.length + 1];
            unfolded[0] = units;
            int[] back = new int[last.length + 1];
            for (int i = 0; i < last.length; i++) {
                unfolded[i + 1] = i == 0 ? last[last.length - 1] : last[i - 1];
                back[i + 1] = i == last.length - 1 ? 1 : i + 2;
            }
            read = read.reshape('c', unfolded).permute(back).dup('c').reshape('c', units, image.size());
        }
        int[] order = order(layer.layer(), parameter);
        int[] inverse = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            inverse[order[i]] = i;
        }
        return order.length < 2 ? read : read.permute(inverse);
    }
}
