package dev.inercia.optim.schedule;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.check.Range;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Schedules one after another. Each runs for a given length and counts time from its own start. After the last one the
 * factor stays at its final value.
 *
 * <pre>{@code
 * Sequence.of(new ConstantRate(1), 10).then(new Cosine(20), 20).then(new ConstantRate(0.01), 5)
 * }</pre>
 *
 * @param parts the parts in order, at least one
 */
@CheckReturnValue
public record Sequence(List<Part> parts) implements ExactSchedule {

    /**
     * One schedule of a sequence.
     *
     * @param schedule the schedule
     * @param length how long it runs, finite and above 0
     */
    public record Part(Schedule schedule, double length) {

        public Part {
            Objects.requireNonNull(schedule, "schedule");
            Range.aboveZero("Sequence", "length of " + schedule, length);
        }
    }

    /** Starts a sequence with a schedule for this long. */
    public static Sequence of(Schedule schedule, double length) {
        return new Sequence(List.of(new Part(schedule, length)));
    }

    /** This sequence, followed by a schedule for this long. */
    public Sequence then(Schedule schedule, double length) {
        return new Sequence(Stream.concat(parts.stream(), Stream.of(new Part(schedule, length)))
                .toList());
    }

    public Sequence {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("Sequence: parts must be at least one, but there is none");
        }
    }

    @Override
    public double factor(Time time) {
        int part = at(time);
        return parts.get(part).schedule().factor(since(part, time));
    }

    @Override
    public double momentum(Time time) {
        int part = at(time);
        return parts.get(part).schedule().momentum(since(part, time));
    }

    /** The index of the part that is running. */
    private int at(Time time) {
        int part = 0;
        while (part < parts.size() - 1 && !time.isBefore(start(part + 1))) {
            part++;
        }
        return part;
    }

    /** The start of a part; for the index after the last, the end. */
    private BigDecimal start(int part) {
        BigDecimal start = BigDecimal.ZERO;
        for (int i = 0; i < part; i++) {
            start = start.add(Time.decimal(parts.get(i).length()));
        }
        return start;
    }

    /**
     * The time since the start of a part, kept just before its end, because a schedule may restart at the end itself.
     */
    private Time since(int part, Time time) {
        double length = parts.get(part).length();
        Time since = time.since(start(part));
        return since.isBefore(length) ? since : since.justBefore(length);
    }
}
