package dev.inercia.nn;

import dev.inercia.nn.io.Failure;
import dev.inercia.nn.io.Weights;
import dev.inercia.nn.layer.Interchange;
import dev.inercia.nn.layer.Parameter;
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
 * Loads another tool's weights into a network, with PyTorch's names and layouts, which each parameter declares
 * ({@link Interchange}).
 */
final class WeightLoader {

    /** PyTorch's batch counter of batch normalisation; ignored. */
    private static final String COUNT = "num_batches_tracked";

    private final Network network;
    private final Weights weights;
    private final boolean isOurs;
    /** The tensors of the file: by the layer's name in it, then by their names within the layer. */
    private final Map<String, Map<String, String>> all = new TreeMap<>(naturalOrder());

    /** The order of features behind flattened images, by the path of the layer. */
    private final Map<String, int[]> columns;

    WeightLoader(Network network, Weights weights) {
        this.network = network;
        this.weights = weights;
        isOurs = weights.metadata().containsKey("inercia.architecture");
        for (String name : weights.names()) {
            int dot = name.lastIndexOf('.');
            if (!name.substring(dot + 1).equals(COUNT)) {
                all.computeIfAbsent(name.substring(0, Math.max(0, dot)), prefix -> new LinkedHashMap<>())
                        .put(name.substring(dot + 1), name);
            }
        }
        columns = isOurs ? Map.of() : FeatureOrder.of(network.architecture().tree());
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
            } else if (all.containsKey(name) && objection(layer, name).isEmpty()) {
                chosen.put(layer.path(), name);
            }
        }
        mapping.layers().keySet().forEach(network.architecture()::layerName);
        for (LayerTree layer : layers) {
            String name = chosen.containsKey(layer.path())
                    ? chosen.get(layer.path())
                    : all.keySet().stream()
                            .filter(candidate -> !chosen.containsValue(candidate) && !matched.containsValue(candidate))
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
        }
        List<String> unused = all.entrySet().stream()
                .filter(entry -> !matched.containsValue(entry.getKey()))
                .flatMap(entry -> entry.getValue().values().stream())
                .toList();
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
                                .map(p -> p.name() + " " + Arrays.toString(expected(p)))
                                .toList()
                        + ". ")
                .orElse("");
    }

    private void requireFits(LayerTree layer, String name) {
        if (!all.containsKey(name)) {
            throw new IllegalArgumentException(Failure.cut(
                    weights + " has nothing called '" + name + "' for " + layer.name() + "; it has " + all.keySet(),
                    480));
        }
        objection(layer, name).ifPresent(why -> {
            throw new IllegalArgumentException(
                    Failure.cut(weights + ": '" + name + "' does not fit " + layer.name() + ": " + why, 480));
        });
    }

    /** The reason why these weights do not fit the layer; empty if they do. */
    private Optional<String> objection(LayerTree layer, String name) {
        Map<String, String> tensors = all.getOrDefault(name, Map.of());
        for (Parameter parameter : layer.parameters()) {
            String tensor = tensor(tensors, parameter);
            if (tensor == null) {
                return Optional.of("it has no " + parameter.name() + ", but " + tensors.keySet());
            }
            long[] expected = expected(parameter);
            if (!Arrays.equals(expected, weights.shape(tensor))) {
                return Optional.of("its " + parameter.name() + " is " + Arrays.toString(weights.shape(tensor))
                        + ", expected " + Arrays.toString(expected));
            }
        }
        boolean hasMore = tensors.size() > layer.parameters().size();
        return hasMore ? Optional.of("it has " + tensors.keySet() + ", more than the layer") : Optional.empty();
    }

    private static String tensor(Map<String, String> tensors, Parameter parameter) {
        return tensors.getOrDefault(parameter.name(), tensors.get(parameter.nameThere()));
    }

    /** The axes of a parameter in the file. Our own files store weights as they lie in memory. */
    private Interchange interchange(Parameter parameter) {
        if (!isOurs) {
            return parameter.interchange();
        }
        int rank = parameter.shape().rank();
        Integer[] reversed = new Integer[rank];
        Arrays.setAll(reversed, i -> rank - 1 - i);
        return parameter.order() == 'f' ? Interchange.axes(reversed) : Interchange.SAME;
    }

    /** The shape of a parameter in the file. */
    private long[] expected(Parameter parameter) {
        return interchange(parameter).shape(parameter.shape()).toArrayShape();
    }

    /** Reads a parameter in its declared shape. */
    private INDArray value(LayerTree layer, Parameter parameter, String name) {
        String tensor = tensor(all.get(name), parameter);
        double[] theirs = weights.doubles(tensor);
        int[] places = interchange(parameter).places(parameter.shape(), columns.get(layer.path()));
        double[] ours = new double[theirs.length];
        DataType type = network.architecture().type();
        for (int i = 0; i < ours.length; i++) {
            double number = theirs[places[i]];
            if (type == DataType.FLOAT && Double.isFinite(number) && Float.isInfinite((float) number)) {
                throw new IllegalArgumentException(Failure.cut(
                        weights + ": '" + tensor + "' holds " + number + ", too large for a network of type FLOAT",
                        480));
            }
            ours[i] = number;
        }
        return Nd4j.createFromArray(ours)
                .castTo(type)
                .reshape('c', parameter.shape().toArrayShape());
    }
}
