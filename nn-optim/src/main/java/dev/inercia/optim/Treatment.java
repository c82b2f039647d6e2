package dev.inercia.optim;

import dev.inercia.nn.tensor.Parameters;
import dev.inercia.nn.tensor.Role;
import dev.inercia.nn.tensor.Segment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which parameters are treated otherwise than the rest: with a learning rate of their own, another weight decay, or
 * not trained at all. Immutable.
 *
 * <pre>{@code
 * Treatment treatment = Treatment.usual()
 *         .frozen("0.*")                  // layer 0
 *         .learningRate("1.*", 0.1)       // layer 1 at a tenth of the learning rate
 *         .weightDecay("*.bias", 1);      // biases decay too
 * }</pre>
 *
 * <p>Names are those of {@link Parameters#segments()}, such as {@code 0.weight}; {@code *} stands for any characters.
 * Where several settings name a parameter, the last one counts.
 *
 * @param settings in the order they were made
 */
public record Treatment(List<Setting> settings) {

    /** What a setting sets. */
    public enum Factor {
        /** The factor on the learning rate; 0 freezes. */
        LEARNING_RATE,
        /** The factor on the weight decay. */
        WEIGHT_DECAY
    }

    /**
     * One setting.
     *
     * @param names which parameters, as in {@code 0.*}
     * @param factor what is set
     * @param value finite and at least 0
     */
    public record Setting(String names, Factor factor, double value) {

        /** Checks the value. */
        public Setting {
            Range.atLeastZero("Treatment of " + names, factor.name().toLowerCase(java.util.Locale.ROOT), value);
        }

        private boolean matches(Segment segment) {
            return Pattern.matches(Pattern.quote(names).replace("*", "\\E.*\\Q"), segment.name());
        }
    }

    /** Keeps a copy. */
    public Treatment {
        settings = List.copyOf(settings);
    }

    /** All parameters alike, but for weight decay: it spares biases and what normalisation layers scale and shift by. */
    public static Treatment usual() {
        return new Treatment(List.of());
    }

    /** The same, but these parameters have a learning rate of their own, so many times that of the rest; 0 freezes. */
    public Treatment learningRate(String names, double factor) {
        return and(new Setting(names, Factor.LEARNING_RATE, factor));
    }

    /** The same, but these parameters decay so many times as fast as weights; 0 for not at all. */
    public Treatment weightDecay(String names, double factor) {
        return and(new Setting(names, Factor.WEIGHT_DECAY, factor));
    }

    /** The same, but these parameters stay as they are; the gradients of a wholly frozen layer are not computed. */
    public Treatment frozen(String names) {
        return learningRate(names, 0);
    }

    private Treatment and(Setting setting) {
        List<Setting> all = new ArrayList<>(settings);
        all.add(setting);
        return new Treatment(all);
    }

    /** Whether a parameter is trained. */
    public boolean isTrained(Segment segment) {
        return segment.isTrained() && factor(Factor.LEARNING_RATE, segment) > 0;
    }

    private double factor(Factor factor, Segment segment) {
        double value = factor == Factor.LEARNING_RATE || segment.role() == Role.WEIGHT ? 1 : 0;
        for (Setting setting : settings) {
            if (setting.factor() == factor && setting.matches(segment)) {
                value = setting.value();
            }
        }
        return value;
    }

    /**
     * The parameters that are trained, those treated alike together.
     *
     * @throws IllegalArgumentException if a setting names no parameter, or all are frozen; the message lists those there
     *     are
     */
    public List<Region> regions(Parameters parameters) {
        Map<List<Double>, List<Segment>> alike = new LinkedHashMap<>();
        for (Segment segment : parameters.segments()) {
            if (isTrained(segment)) {
                List<Double> factors =
                        List.of(factor(Factor.LEARNING_RATE, segment), factor(Factor.WEIGHT_DECAY, segment));
                alike.computeIfAbsent(factors, key -> new ArrayList<>()).add(segment);
            }
        }
        requireMatches(parameters);
        if (alike.isEmpty()) {
            throw new IllegalArgumentException(
                    parameters.flat().isEmpty()
                            ? "There is nothing to train: the network has no parameters"
                            : "There is nothing to train: " + this + " freezes all of " + names(parameters));
        }
        return alike.entrySet().stream()
                .map(entry -> new Region(entry.getKey().get(0), entry.getKey().get(1), entry.getValue()))
                .toList();
    }

    private void requireMatches(Parameters parameters) {
        for (Setting setting : settings) {
            if (parameters.segments().stream().noneMatch(setting::matches)) {
                throw new IllegalArgumentException(
                        "Treatment: there is no parameter '" + setting.names() + "'; there are " + names(parameters));
            }
        }
    }

    private static List<String> names(Parameters parameters) {
        return parameters.segments().stream().map(Segment::name).toList();
    }

    /** Every setting, as in {@code [0.* learning_rate 0.1]}. */
    @Override
    public String toString() {
        return settings.stream()
                .map(setting -> setting.factor() == Factor.LEARNING_RATE && setting.value() == 0
                        ? setting.names() + " frozen"
                        : setting.names() + " " + setting.factor().name().toLowerCase(java.util.Locale.ROOT) + " x "
                                + setting.value())
                .toList()
                .toString();
    }
}
