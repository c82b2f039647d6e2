package dev.inercia.optim;

import java.util.function.Supplier;

/**
 * One parameter's steps as PyTorch takes them in float32: every operation of {@code torch.optim}'s single-tensor code in
 * its order, each result rounded to float. Denormals are kept, as PyTorch keeps them by default.
 */
interface PyTorchFloat {

    float RATE = 0.001f;

    /** The parameter after step t, from 1 on. */
    float step(float p, float g, int t);

    /** {@code self.lerp_(end, weight)} for a weight below 0.5. */
    private static float lerp(float self, float end, double weight) {
        return self + (float) weight * (end - self);
    }

    /** {@code self.mul_(keep).addcmul_(g, g, value=1 - keep)}. */
    private static float square(float self, float g, double keep) {
        return (float) keep * self + (float) (1 - keep) * g * g;
    }

    static PyTorchFloat sgd() {
        return (p, g, t) -> p + -RATE * g;
    }

    static PyTorchFloat momentum(double momentum, boolean nesterov) {
        float[] buf = new float[1];
        float mu = (float) momentum;
        return (p, g, t) -> {
            buf[0] = t == 1 ? g : mu * buf[0] + g;
            return p + -RATE * (nesterov ? g + mu * buf[0] : buf[0]);
        };
    }

    static PyTorchFloat adagrad(double eps) {
        float[] sum = new float[1];
        return (p, g, t) -> {
            sum[0] += g * g;
            return p + -RATE * g / ((float) Math.sqrt(sum[0]) + (float) eps);
        };
    }

    static PyTorchFloat adadelta(double rho, double eps) {
        float[] squareAvg = new float[1];
        float[] accDelta = new float[1];
        return (p, g, t) -> {
            squareAvg[0] = square(squareAvg[0], g, rho);
            float std = (float) Math.sqrt(squareAvg[0] + (float) eps);
            float delta = (float) Math.sqrt(accDelta[0] + (float) eps) / std * g;
            accDelta[0] = square(accDelta[0], delta, rho);
            return p + -RATE * delta;
        };
    }

    static PyTorchFloat rmsprop(double alpha, double eps, double momentum, boolean centered) {
        float[] squareAvg = new float[1];
        float[] gradAvg = new float[1];
        float[] buf = new float[1];
        return (p, g, t) -> {
            squareAvg[0] = square(squareAvg[0], g, alpha);
            float avg = squareAvg[0];
            if (centered) {
                gradAvg[0] = lerp(gradAvg[0], g, 1 - alpha);
                avg = avg + -1f * gradAvg[0] * gradAvg[0];
            }
            avg = (float) Math.sqrt(avg) + (float) eps;
            if (momentum == 0) {
                return p + -RATE * g / avg;
            }
            buf[0] = (float) momentum * buf[0] + g / avg;
            return p + -RATE * buf[0];
        };
    }

    static PyTorchFloat adam(double beta1, double beta2, double eps, boolean amsgrad, double decay) {
        float[] expAvg = new float[1];
        float[] expAvgSq = new float[1];
        float[] max = new float[1];
        return (p, g, t) -> {
            float kept = decay == 0 ? p : p * (float) (1 - RATE * decay);
            expAvg[0] = lerp(expAvg[0], g, 1 - beta1);
            expAvgSq[0] = square(expAvgSq[0], g, beta2);
            max[0] = amsgrad ? Math.max(max[0], expAvgSq[0]) : expAvgSq[0];
            float root = (float) Math.sqrt(1 - Math.pow(beta2, t));
            float denom = (float) Math.sqrt(max[0]) / root + (float) eps;
            return kept + (float) -(RATE / (1 - Math.pow(beta1, t))) * expAvg[0] / denom;
        };
    }

    static PyTorchFloat adamax(double beta1, double beta2, double eps) {
        float[] expAvg = new float[1];
        float[] expInf = new float[1];
        return (p, g, t) -> {
            expAvg[0] = lerp(expAvg[0], g, 1 - beta1);
            expInf[0] = Math.max(expInf[0] * (float) beta2, Math.abs(g) + (float) eps);
            return p + (float) -(RATE / (1 - Math.pow(beta1, t))) * expAvg[0] / expInf[0];
        };
    }

    static PyTorchFloat nadam(double beta1, double beta2, double eps, double momentumDecay) {
        float[] expAvg = new float[1];
        float[] expAvgSq = new float[1];
        float[] muProduct = {1};
        return (p, g, t) -> {
            double mu = beta1 * (1. - 0.5 * Math.pow(0.96, t * momentumDecay));
            double muNext = beta1 * (1. - 0.5 * Math.pow(0.96, (t + 1) * momentumDecay));
            muProduct[0] *= (float) mu;
            expAvg[0] = lerp(expAvg[0], g, 1 - beta1);
            expAvgSq[0] = square(expAvgSq[0], g, beta2);
            float denom = (float) Math.sqrt(expAvgSq[0] / (float) (1 - Math.pow(beta2, t))) + (float) eps;
            float half = p + (float) (-RATE * (1. - mu) / (1. - muProduct[0])) * g / denom;
            return half + (float) (-RATE * muNext / (1. - muProduct[0] * muNext)) * expAvg[0] / denom;
        };
    }

    static PyTorchFloat radam(double beta1, double beta2, double eps) {
        float[] expAvg = new float[1];
        float[] expAvgSq = new float[1];
        return (p, g, t) -> {
            expAvg[0] = lerp(expAvg[0], g, 1 - beta1);
            expAvgSq[0] = square(expAvgSq[0], g, beta2);
            double correction2 = 1 - Math.pow(beta2, t);
            float corrected = expAvg[0] / (float) (1 - Math.pow(beta1, t));
            double rhoInf = 2 / (1 - beta2) - 1;
            double rho = rhoInf - 2 * t * Math.pow(beta2, t) / correction2;
            if (rho <= 5) {
                return p + -1f * (corrected * RATE);
            }
            double rect = Math.sqrt((rho - 4) * (rho - 2) * rhoInf / ((rhoInf - 4) * (rhoInf - 2) * rho));
            float adaptive = (float) Math.sqrt(correction2) / ((float) Math.sqrt(expAvgSq[0]) + (float) eps);
            return p + -1f * (corrected * RATE * adaptive * (float) rect);
        };
    }

    /**
     * One of them beside ours.
     *
     * @param ours with the same hyperparameters
     * @param theirs makes a new one, for one parameter
     */
    record Pair(Optimizer ours, Supplier<PyTorchFloat> theirs) {

        @Override
        public String toString() {
            return ours.toString();
        }
    }
}
