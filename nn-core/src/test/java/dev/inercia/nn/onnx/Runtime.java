package dev.inercia.nn.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.inercia.nn.Network;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** ONNX Runtime, the judge of what is written. */
final class Runtime implements AutoCloseable {

    private final OrtSession session;

    Runtime(byte[] model) throws OrtException {
        session = OrtEnvironment.getEnvironment().createSession(model, new OrtSession.SessionOptions());
    }

    OrtSession session() {
        return session;
    }

    /** The outputs by name, row by row. */
    Map<String, float[]> run(INDArray x) throws OrtException {
        float[] values = x.dup('c').data().asFloat();
        try (OnnxTensor input =
                        OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), FloatBuffer.wrap(values), x.shape());
                OrtSession.Result result = session.run(Map.of("input", input))) {
            Map<String, float[]> outputs = new HashMap<>();
            for (Map.Entry<String, OnnxValue> output : result) {
                FloatBuffer buffer = ((OnnxTensor) output.getValue()).getFloatBuffer();
                float[] copy = new float[buffer.remaining()];
                buffer.get(copy);
                outputs.put(output.getKey(), copy);
            }
            return outputs;
        }
    }

    /** The greatest |ours - theirs| / max(1, |theirs|). */
    static double difference(float[] ours, float[] theirs) {
        if (ours.length != theirs.length) {
            throw new AssertionError(ours.length + " numbers, theirs are " + theirs.length);
        }
        double greatest = 0;
        for (int i = 0; i < ours.length; i++) {
            double difference = Math.abs(ours[i] - theirs[i]) / Math.max(1, Math.abs(theirs[i]));
            greatest = difference >= 0 ? Math.max(greatest, difference) : Double.NaN;
        }
        return greatest;
    }

    /** What they give for what we predict. */
    static double difference(Network network, INDArray x) throws OrtException {
        try (Runtime runtime = new Runtime(Onnx.of(network).toByteArray())) {
            return difference(
                    network.predict(x).dup('c').data().asFloat(), runtime.run(x).get("output"));
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
