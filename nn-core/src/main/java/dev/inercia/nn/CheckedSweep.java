package dev.inercia.nn;

import dev.inercia.nn.layer.Sweep;

/** A sweep whose arrays are checked when it begins. */
abstract class CheckedSweep extends Sweep {

    final Sweep sweep;

    CheckedSweep(Sweep sweep) {
        this.sweep = sweep;
    }

    @Override
    public final boolean isMeasured() {
        return sweep.isMeasured();
    }

    @Override
    public final void measure(int part, int from, int to) {
        sweep.measure(part, from, to);
    }

    @Override
    public final void measured() {
        sweep.measured();
    }

    @Override
    public final void prepare() {
        sweep.prepare();
    }

    @Override
    public final void compute(int part, int from, int to) {
        sweep.compute(part, from, to);
    }

    @Override
    public final void finish() {
        sweep.finish();
    }
}
