package dev.inercia.nn.tensor;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A matrix product as ordinary ND4J calls; every call allocates arrays. */
final class PortableProduct implements Matrix.Product {

    @Override
    public boolean isOf(DataType type) {
        return true;
    }

    @Override
    public void multiply(double alpha, Matrix a, Matrix b, double beta, Matrix c) {
        INDArray product = operand(a).mmul(operand(b));
        INDArray result = array(c);
        if (alpha != 1) {
            product.muli(alpha);
        }
        if (beta == 0) {
            result.assign(product);
        } else {
            result.muli(beta).addi(product);
        }
    }

    /** A copy of the operand: ND4J's products of views are unreliable with strides and with aliases. */
    private static INDArray operand(Matrix matrix) {
        INDArray array = array(matrix);
        return (matrix.isTransposed() ? array.transpose() : array).dup('c');
    }

    /** A view of the matrix as stored, with explicit strides: reshape may copy silently. */
    private static INDArray array(Matrix matrix) {
        INDArray array = matrix.memory().array();
        long[] shape = {matrix.lines(), matrix.width()};
        long[] strides = {matrix.stride(), 1};
        return Nd4j.create(
                array.data(),
                shape,
                strides,
                array.offset() + matrix.offset(),
                'c',
                matrix.memory().type());
    }
}
