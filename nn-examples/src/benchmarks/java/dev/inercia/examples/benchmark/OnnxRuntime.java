package dev.inercia.examples.benchmark;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.inercia.mnist.Mnist;
import dev.inercia.nn.Network;
import dev.inercia.nn.onnx.Onnx;
import dev.inercia.nn.onnx.OnnxExport;
import dev.inercia.train.Listener;
import dev.inercia.train.Training;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The contestant ONNX Runtime: predicts with our network as {@link Onnx} exports it, trained as ours is. Inputs and
 * outputs are buffers that it keeps; it uses as many threads within an operator as {@code OMP_NUM_THREADS} says.
 */
final class OnnxRuntime {

    private static final int PIXELS = Inputs.PIXELS;
    private static final int CLASSES = Inputs.CLASSES;

    private OnnxRuntime() {}

    /** Takes a {@link Task}'s arguments. */
    public static void main(String[] args) throws OrtException {
        Task task = Task.parse(args);
        Network network = Ours.network(task);
        Mnist mnist = Ours.mnist(task);
        Predicting predicting = new Predicting(network, Inputs.test(task), task.isOfImages());
        Ours.trainer(task, network)
                .listener(predicting) // before the rounds, which predict between two steps
                .listener(new Ours.Rounds(Commands.standard(), predicting))
                .train(mnist.train());
    }

    /** A session with the network as it is; training ends it. */
    private static final class Predicting implements Commands.Predictions, Listener {

        private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
        private final Network network;
        private final boolean isOfImages;
        private final int[] labels;
        private final FloatBuffer probabilities;
        private final Map<String, OnnxTensorLike> images;
        private final Map<String, OnnxValue> outputs;
        private final List<Map<String, OnnxTensorLike>> single = new ArrayList<>();
        private final Map<String, OnnxValue> output;
        private OrtSession session;

        Predicting(Network network, Inputs test, boolean isOfImages) throws OrtException {
            this.network = network;
            this.isOfImages = isOfImages;
            float[] pixels = test.pixels();
            labels = test.labels();
            probabilities = buffer(labels.length * CLASSES);
            images = Map.of("input", tensor(buffer(pixels.length).put(pixels).flip(), shape(labels.length)));
            outputs = Map.of("output", tensor(probabilities, labels.length, CLASSES));
            output = Map.of("output", tensor(buffer(CLASSES), 1, CLASSES));
            for (int i = 0; i < Math.min(Commands.SINGLE_IMAGES, labels.length); i++) {
                float[] image = Arrays.copyOfRange(pixels, i * PIXELS, (i + 1) * PIXELS);
                single.add(Map.of("input", tensor(buffer(PIXELS).put(image).flip(), shape(1))));
            }
        }

        /** Images of one channel: channels first, as ONNX has them, or last, the numbers are the same. */
        private long[] shape(int rows) {
            return isOfImages ? new long[] {rows, 1, Inputs.SIDE, Inputs.SIDE} : new long[] {rows, PIXELS};
        }

        private static FloatBuffer buffer(int numbers) {
            return ByteBuffer.allocateDirect(numbers * Float.BYTES)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer();
        }

        private OnnxTensor tensor(FloatBuffer values, long... shape) throws OrtException {
            return OnnxTensor.createTensor(environment, values, shape);
        }

        @Override
        public void onStep(Training training) {
            try {
                if (session != null) {
                    session.close();
                    session = null;
                }
            } catch (OrtException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void all() {
            run(images, outputs);
        }

        @Override
        public void one(int image) {
            run(single.get(image), output);
        }

        private void run(Map<String, OnnxTensorLike> inputs, Map<String, OnnxValue> results) {
            try {
                if (session == null) {
                    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                    options.setIntraOpNumThreads(Integer.parseInt(System.getenv("OMP_NUM_THREADS")));
                    session = environment.createSession(model().toByteArray(), options);
                }
                session.run(inputs, results).close();
            } catch (OrtException e) {
                throw new IllegalStateException(e);
            }
        }

        private OnnxExport model() {
            return isOfImages ? Onnx.of(network).channelsFirst() : Onnx.of(network);
        }

        @Override
        public double loss() {
            all();
            int first = Math.min(Commands.SINGLE_IMAGES, labels.length);
            double sum = 0;
            for (int i = 0; i < first; i++) {
                sum -= Math.log(probabilities.get(i * CLASSES + labels[i]));
            }
            return sum / first;
        }

        @Override
        public double accuracy() {
            all();
            int correct = 0;
            for (int i = 0; i < labels.length; i++) {
                int best = 0;
                for (int j = 1; j < CLASSES; j++) {
                    if (probabilities.get(i * CLASSES + j) > probabilities.get(i * CLASSES + best)) {
                        best = j;
                    }
                }
                correct += best == labels[i] ? 1 : 0;
            }
            return (double) correct / labels.length;
        }
    }
}
