package dev.inercia.optim.schedule;

import dev.inercia.nn.check.Range;
import java.math.BigDecimal;

/**
 * One cycle: the learning rate rises from {@code start} to 1 and falls to {@code end}, both along half a cosine, while
 * the momentum, or beta1, goes the other way, from {@code highMomentum} to {@code lowMomentum} and back. The
 * optimizer's own learning rate is the peak. After {@code length} both are constant.
 *
 * <p>Source: Smith and Topin, "Super-Convergence: Very Fast Training of Neural Networks Using Large Learning Rates",
 * 2017, and Smith, "A disciplined approach to neural network hyper-parameters", 2018, section 4, for the momentum. The
 * papers use straight lines and a third phase for the last fall; the cosines, the two phases and the defaults are those
 * of fastai and of PyTorch's {@code OneCycleLR} ({@code div_factor = 25}, {@code final_div_factor = 1e4}).
 *
 * @param length the length of the cycle, finite and above 0
 * @param rise the share of the cycle in which the learning rate rises, in (0, 1), by default {@value #RISE}
 * @param start the first factor, in [0, 1], by default {@value #START}
 * @param end the last factor, in [0, 1], by default {@value #END}
 * @param lowMomentum the momentum at the peak of the learning rate, in [0, 1), by default {@value #LOW_MOMENTUM}
 * @param highMomentum the momentum at the start and at the end, in [0, 1), by default {@value #HIGH_MOMENTUM}
 */
public record OneCycle(double length, double rise, double start, double end, double lowMomentum, double highMomentum)
        implements ExactSchedule {

    public static final double RISE = 0.3;

    public static final double START = 0.04;

    public static final double END = 4e-6;

    public static final double LOW_MOMENTUM = 0.85;

    public static final double HIGH_MOMENTUM = 0.95;

    public OneCycle(double length) {
        this(length, RISE);
    }

    /** With the default start, end and momentum. */
    public OneCycle(double length, double rise) {
        this(length, rise, START, END, LOW_MOMENTUM, HIGH_MOMENTUM);
    }

    public OneCycle {
        Range.aboveZero("OneCycle", "length", length);
        Range.inside("OneCycle", "rise", rise);
        Range.zeroToOne("OneCycle", "start", start);
        Range.zeroToOne("OneCycle", "end", end);
        Range.fraction("OneCycle", "lowMomentum", lowMomentum);
        Range.fraction("OneCycle", "highMomentum", highMomentum);
    }

    @Override
    public double factor(Time time) {
        return cycle(time, start, 1, end);
    }

    @Override
    public double momentum(Time time) {
        return cycle(time, highMomentum, lowMomentum, highMomentum);
    }

    private double cycle(Time time, double first, double middle, double last) {
        if (!time.isBefore(length)) {
            return last;
        }
        BigDecimal whole = Time.decimal(length);
        BigDecimal up = whole.multiply(Time.decimal(rise));
        return time.isBefore(up)
                ? Cosine.between(first, middle, time, up)
                : Cosine.between(middle, last, time.since(up), whole.subtract(up));
    }
}
