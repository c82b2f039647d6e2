package dev.inercia.nn.onnx;

/**
 * A layer or activation of your own that can be written to ONNX: implement this beside {@code Layer} or
 * {@code Activation}.
 *
 * <pre>{@code
 * record Scale(double by) implements ArrayActivation, OnnxWritable {
 *     public INDArray forward(INDArray z) {
 *         return z.mul(by);
 *     }
 *     public INDArray backward(INDArray z, INDArray y, INDArray dy) {
 *         return dy.mul(by);
 *     }
 *     public OnnxValue write(OnnxGraph graph, OnnxValue x) {
 *         return graph.node("Mul", x, graph.constant(by));
 *     }
 * }
 * }</pre>
 */
public interface OnnxWritable {

    /**
     * Adds the nodes that compute the output of the layer or activation in predictions.
     *
     * @param x the input, {@code [batch, input...]}, channels last
     * @return the output, {@code [batch, output...]}, channels last
     */
    OnnxValue write(OnnxGraph graph, OnnxValue x);
}
