package dev.inercia.optim.schedule;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Stream;

/**
 * A schedule and what it is to give, computed with 36 digits: independently of the schedule's own code, from the
 * formulas of its javadoc.
 *
 * @param schedule the schedule
 * @param factor its factor, given the time in steps and the steps in an epoch
 */
record Exact(Schedule schedule, Formula factor) {

    static final MathContext DIGITS = new MathContext(36);

    private static final BigDecimal ONE = BigDecimal.ONE;
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal PI =
            new BigDecimal("3.14159265358979323846264338327950288419716939937510582097494459230781640628620899862803");

    /** A factor by time. */
    @FunctionalInterface
    interface Formula {

        /**
         * The factor.
         *
         * @param t the time in steps
         * @param n steps in an epoch
         * @param isBefore whether the moment just before t is meant
         */
        BigDecimal at(BigDecimal t, BigDecimal n, boolean isBefore);
    }

    /** A length in epochs, in steps: the decimal it prints as. */
    static BigDecimal steps(double length, BigDecimal n) {
        return new BigDecimal(Double.toString(length)).multiply(n);
    }

    private static BigDecimal exact(double value) {
        return new BigDecimal(value);
    }

    private static boolean isOver(BigDecimal t, BigDecimal end, boolean isBefore) {
        int order = t.compareTo(end);
        return order > 0 || order == 0 && !isBefore;
    }

    private static BigDecimal whole(BigDecimal t, BigDecimal length, boolean isBefore) {
        BigDecimal whole = t.divideToIntegralValue(length);
        return isBefore && whole.signum() > 0 && whole.multiply(length).compareTo(t) == 0 ? whole.subtract(ONE) : whole;
    }

    /** From a to b along half a cosine. */
    private static BigDecimal cosine(BigDecimal a, BigDecimal b, BigDecimal share) {
        BigDecimal left = ONE.add(cos(PI.multiply(share))).divide(TWO, DIGITS);
        return a.multiply(left).add(b.multiply(ONE.subtract(left)));
    }

    static Exact constant(double factor) {
        return new Exact(new ConstantRate(factor), (t, n, isBefore) -> exact(factor));
    }

    static Exact stepDecay(double every, double decay) {
        return new Exact(
                new StepDecay(every, decay),
                (t, n, isBefore) ->
                        exact(decay).pow(whole(t, steps(every, n), isBefore).intValueExact(), DIGITS));
    }

    static Exact multiStep(double... times) {
        return new Exact(MultiStep.at(times), (t, n, isBefore) -> {
            int drops = 0;
            for (double time : times) {
                drops += isOver(t, steps(time, n), isBefore) ? 1 : 0;
            }
            return exact(MultiStep.DECAY).pow(drops, DIGITS);
        });
    }

    static Exact exponential(double decay) {
        BigDecimal ln = ln(exact(decay));
        return new Exact(
                new Exponential(decay), (t, n, isBefore) -> exp(ln.multiply(t).divide(n, DIGITS)));
    }

    static Exact polynomial(double length, double power, double end) {
        return new Exact(new Polynomial(length, power, end), (t, n, isBefore) -> {
            BigDecimal left = ONE.subtract(t.divide(steps(length, n), DIGITS)).max(BigDecimal.ZERO);
            BigDecimal raised = left.signum() == 0 ? left : exp(ln(left).multiply(exact(power)));
            return exact(end).add(ONE.subtract(exact(end)).multiply(raised));
        });
    }

    static Exact inverseSquareRoot(double scale) {
        return new Exact(
                new InverseSquareRoot(scale),
                (t, n, isBefore) ->
                        ONE.divide(ONE.add(t.divide(steps(scale, n), DIGITS)).sqrt(DIGITS), DIGITS));
    }

    static Exact cosine(double length, double end) {
        return new Exact(
                new Cosine(length, end),
                (t, n, isBefore) -> cosine(
                        ONE, exact(end), t.divide(steps(length, n), DIGITS).min(ONE)));
    }

    static Exact restarts(double length, double growth) {
        BigDecimal g = new BigDecimal(Double.toString(growth));
        return new Exact(new CosineRestarts(length, growth), (t, n, isBefore) -> {
            BigDecimal start = BigDecimal.ZERO;
            BigDecimal run = steps(length, n);
            while (isOver(t, start.add(run), isBefore)) {
                start = start.add(run);
                run = run.multiply(g);
            }
            return cosine(ONE, BigDecimal.ZERO, t.subtract(start).divide(run, DIGITS));
        });
    }

    static Exact oneCycle(double length, double rise) {
        return new Exact(new OneCycle(length, rise), (t, n, isBefore) -> {
            BigDecimal whole = steps(length, n);
            BigDecimal up = whole.multiply(new BigDecimal(Double.toString(rise)));
            return t.compareTo(up) < 0
                    ? cosine(exact(OneCycle.START), ONE, t.divide(up, DIGITS))
                    : cosine(ONE, exact(OneCycle.END), t.min(whole).subtract(up).divide(whole.subtract(up), DIGITS));
        });
    }

    /** All kinds, with lengths of one to a few of these. */
    static Stream<Exact> all(double length) {
        double longer = new BigDecimal(Double.toString(length))
                .multiply(BigDecimal.valueOf(3))
                .doubleValue();
        return Stream.of(
                constant(0.3),
                stepDecay(length, 0.1),
                stepDecay(length, 0.5),
                multiStep(length, longer),
                exponential(0.9),
                polynomial(longer, 1, 0),
                polynomial(longer, 2.5, 0.01),
                inverseSquareRoot(length),
                cosine(longer, 0),
                cosine(length, 0.1),
                restarts(length, 1),
                restarts(length, 2),
                restarts(length, 1.3),
                oneCycle(longer, 0.3),
                oneCycle(length, 0.55));
    }

    /** This behind a warm-up. */
    Exact warmUp(double length, double start) {
        return new Exact(new WarmUp(length, start, schedule), (t, n, isBefore) -> {
            BigDecimal up = steps(length, n);
            return isOver(t, up, isBefore)
                    ? factor.at(t.subtract(up), n, isBefore)
                    : exact(start)
                            .add(ONE.subtract(exact(start)).multiply(t.divide(up, DIGITS)))
                            .multiply(factor.at(BigDecimal.ZERO, n, false));
        });
    }

    /** Each of these for so long, one after the other. */
    static Exact sequence(double length, List<Exact> parts) {
        Sequence sequence = new Sequence(parts.stream()
                .map(part -> new Sequence.Part(part.schedule, length))
                .toList());
        return new Exact(sequence, (t, n, isBefore) -> {
            BigDecimal each = steps(length, n);
            BigDecimal since = t;
            int part = 0;
            while (part < parts.size() - 1 && isOver(since, each, isBefore)) {
                since = since.subtract(each);
                part++;
            }
            boolean isAtEnd = isOver(since, each, isBefore);
            return parts.get(part).factor.at(isAtEnd ? each : since, n, isAtEnd || isBefore);
        });
    }

    /** To 36 digits, for arguments in [0, pi]: by the sum of x^k / k! where it converges fast. */
    private static BigDecimal cos(BigDecimal x) {
        // cos(x) = 2 cos(x / 2)^2 - 1 would lose digits near pi: cos(x) = -cos(pi - x) first.
        if (x.compareTo(PI.divide(TWO)) > 0) {
            return cos(PI.subtract(x)).negate();
        }
        MathContext more = new MathContext(48);
        BigDecimal square = x.multiply(x, more).negate();
        BigDecimal term = ONE;
        BigDecimal sum = ONE;
        for (int k = 2; term.abs().compareTo(new BigDecimal("1e-46")) > 0; k += 2) {
            term = term.multiply(square, more).divide(BigDecimal.valueOf((long) k * (k - 1)), more);
            sum = sum.add(term, more);
        }
        return sum;
    }

    private static BigDecimal exp(BigDecimal x) {
        MathContext more = new MathContext(48);
        int halvings = 20;
        BigDecimal reduced = x.divide(TWO.pow(halvings), more);
        BigDecimal term = ONE;
        BigDecimal sum = ONE;
        for (int k = 1; term.abs().compareTo(new BigDecimal("1e-46")) > 0 && term.signum() != 0; k++) {
            term = term.multiply(reduced, more).divide(BigDecimal.valueOf(k), more);
            sum = sum.add(term, more);
        }
        for (int i = 0; i < halvings; i++) {
            sum = sum.multiply(sum, more);
        }
        return sum.round(DIGITS);
    }

    /** By Newton's method from the double's logarithm: each step doubles the digits. */
    private static BigDecimal ln(BigDecimal x) {
        BigDecimal y = new BigDecimal(Math.log(x.doubleValue()));
        for (int i = 0; i < 2; i++) {
            BigDecimal e = exp(y);
            y = y.add(TWO.multiply(x.subtract(e)).divide(x.add(e), DIGITS), DIGITS); // Halley's: three times the digits
        }
        return y;
    }

    /** Distance of a double from the exact value, in units in its last place. */
    static double ulps(double value, BigDecimal exact) {
        double nearest =
                exact.round(new MathContext(20, RoundingMode.HALF_EVEN)).doubleValue();
        return new BigDecimal(value)
                .subtract(exact)
                .abs()
                .divide(new BigDecimal(Math.ulp(nearest)), DIGITS)
                .doubleValue();
    }

    @Override
    public String toString() {
        return schedule.toString();
    }
}
