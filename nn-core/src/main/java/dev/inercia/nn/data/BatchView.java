package dev.inercia.nn.data;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A batch derived from another one; delegates to it by default. */
interface BatchView extends Batch {

    Batch parent();

    @Override
    default int rows() {
        return parent().rows();
    }

    @Override
    default INDArray features() {
        return parent().features();
    }

    @Override
    default INDArray targets() {
        return parent().targets();
    }

    @Override
    default double[] weights() {
        return parent().weights();
    }

    @Override
    default int[] lengths() {
        return parent().lengths();
    }

    @Override
    default void gather(int[] order, int from) {
        parent().gather(order, from);
    }

    @Override
    default void startEpoch(int epoch) {
        parent().startEpoch(epoch);
    }
}
