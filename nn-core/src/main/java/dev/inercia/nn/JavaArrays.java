package dev.inercia.nn;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Converts examples from, and predictions to, plain Java arrays. */
final class JavaArrays {

    private JavaArrays() {}

    /** Converts examples to the network's type and input shape. */
    static INDArray examples(float[][] x, Architecture architecture) {
        for (int i = 0; i < x.length; i++) {
            requireLength(x[i].length, i, architecture);
        }
        requireExamples(x.length);
        return shaped(Nd4j.createFromArray(x), architecture);
    }

    /** See {@link #examples(float[][], Architecture)}. */
    static INDArray examples(double[][] x, Architecture architecture) {
        for (int i = 0; i < x.length; i++) {
            requireLength(x[i].length, i, architecture);
        }
        requireExamples(x.length);
        return shaped(Nd4j.createFromArray(x), architecture);
    }

    private static INDArray shaped(INDArray x, Architecture architecture) {
        long[] shape = architecture.input().toArrayShape(Math.toIntExact(x.size(0)));
        return x.castTo(architecture.type()).reshape('c', shape);
    }

    private static void requireExamples(int examples) {
        if (examples == 0) {
            throw new IllegalArgumentException("Expected at least one example to predict, but got none");
        }
    }

    private static void requireLength(int length, int example, Architecture architecture) {
        if (length != architecture.input().size()) {
            throw new IllegalArgumentException(
                    "Expected " + architecture.input().size() + " features at the input of " + architecture.layerName(0)
                            + ", but example " + example + " has " + length);
        }
    }

    static float[][] floats(INDArray predictions, int examples) {
        float[] all = predictions.data().asFloat();
        int length = all.length / examples;
        float[][] rows = new float[examples][];
        Arrays.setAll(rows, i -> Arrays.copyOfRange(all, i * length, (i + 1) * length));
        return rows;
    }

    static double[][] doubles(INDArray predictions, int examples) {
        double[] all = predictions.data().asDouble();
        int length = all.length / examples;
        double[][] rows = new double[examples][];
        Arrays.setAll(rows, i -> Arrays.copyOfRange(all, i * length, (i + 1) * length));
        return rows;
    }
}
