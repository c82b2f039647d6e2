package dev.inercia.optim.schedule;

import dev.inercia.nn.check.CheckReturnValue;
import dev.inercia.nn.check.Range;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Schedules one after another, each for a time of its own, which it counts from its own beginning on. From the end of
 * the last one on it stays at what that one ends with.
 *
 * <pre>{@code
 * Sequence.of(new ConstantRate(1), 10).then(new Cosine(20), 20).then(new ConstantRate(0.01), 5)
 * }</pre>
 *
 * @param parts in order, at least one
 */
@CheckReturnValue
public record Sequence(List<Part> parts) implements Schedule {

    /**
     * One schedule of a sequence.
     *
     * @param schedule the schedule
     * @param length how long it is in force, finite and above 0
     */
    public record Part(Schedule schedule, double length) {

        /** Checks all. */
        public Part {
            Objects.requireNonNull(schedule, "schedule");
            Range.aboveZero("Sequence", "length of " + schedule, length);
        }
    }

    /** The beginning of a sequence: a schedule for this long. */
    public static Sequence of(Schedule schedule, double length) {
        return new Sequence(List.of(new Part(schedule, length)));
    }

    /** This sequence, then a schedule for this long. */
    public Sequence then(Schedule schedule, double length) {
        return new Sequence(Stream.concat(parts.stream(), Stream.of(new Part(schedule, length)))
                .toList());
    }

    /** Keeps a copy. */
    public Sequence {
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("Sequence: parts must be at least one, but there is none");
        }
    }

    @Override
    public double factor(double time) {
        int part = at(time);
        return parts.get(part).schedule().factor(since(part, time));
    }

    @Override
    public double momentum(double time) {
        int part = at(time);
        return parts.get(part).schedule().momentum(since(part, time));
    }

    /** The index of the part in force. */
    private int at(double time) {
        int part = 0;
        double end = parts.get(0).length();
        while (time >= end && part < parts.size() - 1) {
            part++;
            end += parts.get(part).length();
        }
        return part;
    }

    /** The time since a part's beginning, before its end: at the end itself a schedule may begin anew. */
    private double since(int part, double time) {
        double start = 0;
        for (int i = 0; i < part; i++) {
            start += parts.get(i).length();
        }
        return Math.min(time - start, Math.nextDown(parts.get(part).length()));
    }
}
