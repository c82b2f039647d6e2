package dev.inercia.nn;

import dev.inercia.nn.layer.Sweep;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A sweep whose arrays are checked when it begins.
 *
 * @param sweep what computes
 * @param beginning checks the argument, begins the sweep and checks the result
 */
record CheckedSweep(Sweep sweep, UnaryOperator<INDArray> beginning) implements Sweep {

    @Override
    public INDArray begin(INDArray argument) {
        return beginning.apply(argument);
    }

    @Override
    public boolean isMeasured() {
        return sweep.isMeasured();
    }

    @Override
    public void measure(int part, int from, int to) {
        sweep.measure(part, from, to);
    }

    @Override
    public void measured() {
        sweep.measured();
    }

    @Override
    public void prepare() {
        sweep.prepare();
    }

    @Override
    public void compute(int part, int from, int to) {
        sweep.compute(part, from, to);
    }

    @Override
    public void finish() {
        sweep.finish();
    }
}
