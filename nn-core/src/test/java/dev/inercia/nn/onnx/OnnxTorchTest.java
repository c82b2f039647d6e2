package dev.inercia.nn.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inercia.nn.Network;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Graphs that PyTorch 1.13 exported, by its default and other opsets, with what it predicted. */
class OnnxTorchTest {

    private static final double TOLERANCE = 5e-6;

    /** What has no layer here, and what the message says of it. */
    private static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("act_celu", "(Celu) is no operator"),
            Map.entry("act_hardtanh", "(Clip) is no operator"),
            Map.entry("act_hswish", ""),
            Map.entry("act_logsig", "(Log) is no operator"),
            Map.entry("act_prelu", "(PRelu) is no operator"),
            Map.entry("act_relu6", "(Clip) is no operator"),
            Map.entry("act_tanhshrink", "which do not meet in a sum or a concatenation"),
            Map.entry("chain_bn_train", "is in training: export the network in evaluation mode"),
            Map.entry("convt", "(ConvTranspose) is no operator"),
            Map.entry("decoder", "expects images"),
            Map.entry("emb", "(Gather) is no operator"),
            Map.entry("gap_mean2", "expected all positions of an image or sequence"),
            Map.entry("logsoftmax", "write a Softmax, or end with the logits"),
            Map.entry("lstm", ""),
            Map.entry("upsample", "(Resize) is no operator"));

    @TempDir
    private Path directory;

    private static INDArray array(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long[] shape = new long[buffer.getInt()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = buffer.getInt();
        }
        float[] values = new float[buffer.remaining() / Float.BYTES];
        buffer.asFloatBuffer().get(values);
        return Nd4j.createFromArray(values).reshape('c', shape);
    }

    private static INDArray channelsLast(INDArray images) {
        return images.rank() == 3 ? images.permute(0, 2, 1) : images.permute(0, 2, 3, 1);
    }

    /** True if the graph has a convolution, so that images and sequences are channels first in it. */
    private static boolean hasImages(byte[] model) throws IOException {
        return new OnnxModel(model, Path.of("."))
                .nodes.stream().anyMatch(node -> node.op().equals("Conv"));
    }

    @Test
    void predictsAsPyTorchDid() throws IOException {
        List<String> read = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        Map<String, Map<String, byte[]>> cases = OnnxConformanceTest.cases("torch-1.zip");
        cases.putAll(OnnxConformanceTest.cases("torch-2.zip"));
        for (Map.Entry<String, Map<String, byte[]>> entry : cases.entrySet()) {
            String name = entry.getKey();
            String kind = name.substring(0, name.indexOf('-'));
            Map<String, byte[]> files = entry.getValue();
            Path path = Files.write(directory.resolve(name + ".onnx"), files.get("model.onnx"));
            if (REFUSED.containsKey(kind)) {
                assertThatThrownBy(() -> Onnx.read(path))
                        .as(name)
                        .isInstanceOf(UncheckedIOException.class)
                        .hasMessageContaining(REFUSED.get(kind));
                continue;
            }
            try {
                INDArray x = array(files.get("x"));
                INDArray y = array(files.get("y"));
                boolean isFirst = hasImages(files.get("model.onnx"));
                Network network = Onnx.read(path);
                INDArray ours = network.predict(isFirst && x.rank() > 2 ? channelsLast(x) : x);
                INDArray theirs = isFirst && y.rank() > 2 ? channelsLast(y) : y;
                double difference = Runtime.difference(
                        ours.dup('c').data().asFloat(), theirs.dup('c').data().asFloat());
                if (difference < TOLERANCE) {
                    read.add(name);
                } else {
                    wrong.add(name + " differs by " + difference);
                }
            } catch (UncheckedIOException e) {
                wrong.add(name + ": " + e.getMessage());
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(read).hasSize(80);
    }
}
