package dev.inercia.nn.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inercia.nn.Network;
import dev.inercia.nn.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The conformance cases of the ONNX project that concern our layers: right, or refused, never wrong. */
class OnnxConformanceTest {

    private static final double TOLERANCE = 1e-5;

    /** The files of each case, by its name. */
    static Map<String, Map<String, byte[]>> cases(String archive) throws IOException {
        Map<String, Map<String, byte[]>> cases = new TreeMap<>();
        try (InputStream resource = OnnxConformanceTest.class.getResourceAsStream("/onnx/" + archive);
                ZipInputStream zip = new ZipInputStream(resource)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String[] path = entry.getName().split("/");
                cases.computeIfAbsent(path[0], name -> new TreeMap<>()).put(path[1], zip.readAllBytes());
            }
        }
        return cases;
    }

    private static OnnxTensor tensor(byte[] bytes) throws IOException {
        return OnnxTensor.read(bytes, new ProtoReader(bytes, 0, bytes.length), Path.of("."))
                .tensor();
    }

    /** The op of a case, and what came: empty if right, otherwise why it was refused. */
    private record Result(String op, String refusal) {}

    private static Result run(String name, Map<String, byte[]> files) throws IOException {
        OnnxModel model = new OnnxModel(files.get("model.onnx"), Path.of("."));
        String op = model.nodes.get(model.nodes.size() - 1).op();
        try {
            // All but the first are parameters of a layer, which the cases have as inputs.
            for (int i = 1; i < model.inputs.size() && files.containsKey("input_" + i + ".pb"); i++) {
                model.constants.put(model.inputs.get(i).name(), tensor(files.get("input_" + i + ".pb")));
            }
            Network network = new OnnxImport(model).network();
            OnnxTensor input = tensor(files.get("input_0.pb"));
            int[] dimensions = input.dimensions();
            INDArray x = Nd4j.createFromArray(input.floats()).reshape('c', longs(dimensions));
            Shape shape = network.architecture().input();
            boolean isFirst =
                    x.rank() > 2 && !shape.equals(Shape.ofExamples(x.shape())) || isImage(model) && x.rank() > 2;
            INDArray y = network.predict(isFirst ? turned(x, true) : x);
            OnnxTensor expected = tensor(files.get("output_0.pb"));
            boolean staysFirst = isFirst && expected.rank() > 2 && y.rank() == expected.rank();
            float[] ours = (staysFirst ? turned(y, false) : y).dup('c').data().asFloat();
            assertThat(Runtime.difference(ours, expected.floats())).as(name).isLessThan(TOLERANCE);
            return new Result(op, "");
        } catch (IOException | IllegalArgumentException e) {
            return new Result(op, String.valueOf(e.getMessage()));
        }
    }

    private static boolean isImage(OnnxModel model) {
        return model.nodes.stream().anyMatch(node -> node.op().matches(".*(Conv|Pool|BatchNormalization)"));
    }

    private static long[] longs(int[] dimensions) {
        long[] longs = new long[dimensions.length];
        for (int i = 0; i < longs.length; i++) {
            longs[i] = dimensions[i];
        }
        return longs;
    }

    private static INDArray turned(INDArray x, boolean toLast) {
        int rank = x.rank();
        int[] order = new int[rank];
        for (int i = 1; i < rank; i++) {
            order[i] = toLast ? i == rank - 1 ? 1 : i + 1 : i == 1 ? rank - 1 : i - 1;
        }
        return x.permute(order).dup('c');
    }

    @Test
    void casesAreRightOrRefused() throws IOException {
        Map<String, int[]> counts = new TreeMap<>();
        List<String> refused = new ArrayList<>();
        for (String archive : List.of("node.zip", "pytorch-converted.zip")) {
            for (Map.Entry<String, Map<String, byte[]>> entry : cases(archive).entrySet()) {
                Result result = run(entry.getKey(), entry.getValue());
                int[] count = counts.computeIfAbsent(result.op, op -> new int[2]);
                count[0]++;
                if (result.refusal.isEmpty()) {
                    count[1]++;
                } else {
                    refused.add(entry.getKey() + ": " + result.refusal);
                }
            }
        }
        Map<String, String> table = new LinkedHashMap<>();
        counts.forEach((op, count) -> table.put(op, "| " + op + " | " + count[0] + " | " + count[1] + " |"));
        String shown = String.join("\n", table.values());
        assertThat(Files.readString(Path.of("README.md")))
                .as(shown + "\n" + String.join("\n", refused))
                .contains(shown);
    }
}
